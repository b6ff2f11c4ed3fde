package org.codearena.runner.box;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.codearena.contract.Limits;
import org.codearena.contract.Step;

/**
 * One run as the box is asked for it. The constructor refuses what the box would refuse, with every reason at once, so
 * that a bad request is answered as one and never reaches a slot.
 *
 * @param input name of a file in the directory of inputs; absent for no input
 * @param collect absent where nothing leaves the box
 * @param core the only core it may use
 * @param pair number by which the run in the slot's other box is known that this one talks to
 */
public record BoxRun(
        Step step,
        Limits limits,
        Optional<String> input,
        Optional<Collect> collect,
        OptionalInt core,
        OptionalLong pair) {
    private static final int MAX_LINE_BYTES = 262_144;
    private static final int MAX_ARGUMENTS = 4_096;
    private static final int MAX_VARIABLES = 1_000;
    private static final long MIN_TEMPORARY_BYTES = 4_096;
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;
    private static final long MAX_FILE_BYTES = 16 * GIB;
    private static final int PAGE_BYTES = 4_096;
    private static final int MAX_INODES = 1 << 20;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public BoxRun {
        List<String> faults = faults(step, limits, collect);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /** A run alone, on any core. */
    public BoxRun(Step step, Limits limits, Optional<String> input, Optional<Collect> collect) {
        this(step, limits, input, collect, OptionalInt.empty(), OptionalLong.empty());
    }

    /** The same on this core only, if there is one. */
    public BoxRun on(OptionalInt thisCore) {
        return new BoxRun(step, limits, input, collect, thisCore, pair);
    }

    /** The same with another file as its standard input. */
    public BoxRun reading(String name) {
        return new BoxRun(step, limits, Optional.of(name), collect, core, pair);
    }

    /** The same without a standard input of its own, talking to the run of that number in the slot's other box. */
    public BoxRun paired(long number) {
        return new BoxRun(step, limits, Optional.empty(), collect, core, OptionalLong.of(number));
    }

    /** The line that asks for this run, with its newline. */
    byte[] line(long id, Map<String, String> environment) {
        StringBuilder line = new StringBuilder("run id=").append(id);
        Map<String, String> variables = new TreeMap<>(environment);
        variables.putAll(step.environment());
        variables.forEach((name, value) -> put(line, "env", name + '=' + value));
        input.ifPresent(name -> put(line, "in", name));
        put(line, "cpu-ms", limits.cpuTimeMs());
        put(line, "wall-ms", limits.wallTimeMs());
        put(line, "memory", limits.memoryBytes());
        put(line, "processes", limits.processes());
        put(line, "open-files", limits.openFiles());
        put(line, "output", limits.outputBytes());
        put(line, "errors", limits.errorBytes());
        put(line, "tmp", temporaryBytes());
        put(line, "stack", limits.stackBytes());
        put(
                line,
                "file-size",
                Math.max(temporaryBytes(), collect.map(BoxRun::outBytes).orElse(0L)));
        core.ifPresent(number -> put(line, "core", number));
        pair.ifPresent(number -> put(line, "pair", number));
        collect.ifPresent(leaving -> {
            put(line, "out", leaving.out());
            put(line, "out-bytes", outBytes(leaving));
            put(line, "out-inodes", Math.min(MAX_INODES, 2 * leaving.files() + 64));
            put(line, "collect", leaving.bytes());
            put(line, "collect-files", leaving.files());
        });
        step.command().forEach(argument -> put(line, "arg", argument));
        return line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private long temporaryBytes() {
        return Math.max(MIN_TEMPORARY_BYTES, limits.temporaryBytes());
    }

    /** A tmpfs counts whole pages, so each file may take one more than its bytes say. */
    private static long outBytes(Collect leaving) {
        return Math.min(MAX_FILE_BYTES, leaving.bytes() + (long) PAGE_BYTES * leaving.files());
    }

    private static void put(StringBuilder line, String key, Object value) {
        line.append(' ').append(key).append('=').append(PercentCode.encode(value.toString()));
    }

    private static List<String> faults(Step step, Limits limits, Optional<Collect> collect) {
        List<String> faults = new ArrayList<>();
        within(faults, "cpuTimeMs", limits.cpuTimeMs(), 1, 3_600_000);
        within(faults, "wallTimeMs", limits.wallTimeMs(), 1, 14_400_000);
        within(faults, "memoryBytes", limits.memoryBytes(), 4 * MIB, 1_024 * GIB);
        within(faults, "processes", limits.processes(), 1, 32_768);
        within(faults, "openFiles", limits.openFiles(), 8, 65_536);
        within(faults, "outputBytes", limits.outputBytes(), 1, GIB);
        within(faults, "errorBytes", limits.errorBytes(), 1, 64 * MIB);
        within(faults, "temporaryBytes", limits.temporaryBytes(), 1, MAX_FILE_BYTES);
        if (limits.stackBytes() != 0) {
            within(faults, "stackBytes", limits.stackBytes(), 64 * KIB, 1_024 * GIB);
        }
        collect.ifPresent(leaving -> {
            within(faults, "programBytes", leaving.bytes(), 1, MAX_FILE_BYTES);
            within(faults, "programFiles", leaving.files(), 1, 65_536);
        });
        faultsOf(faults, step);
        return faults;
    }

    private static void faultsOf(List<String> faults, Step step) {
        within(faults, "the number of words in the command", step.command().size(), 1, MAX_ARGUMENTS);
        within(faults, "the number of environment variables", step.environment().size(), 0, MAX_VARIABLES);
        long bytes = 4 * KIB;
        for (String argument : step.command()) {
            bytes += PercentCode.encode(argument).length() + 5;
            refuseNul(faults, "the command", argument);
        }
        for (Map.Entry<String, String> variable : step.environment().entrySet()) {
            bytes += PercentCode.encode(variable.getKey() + variable.getValue()).length() + 8;
            refuseNul(faults, "the environment", variable.getValue());
            if (!VARIABLE.matcher(variable.getKey()).matches()) {
                faults.add(
                        "an environment variable has a name that is not allowed: it must be letters, digits and '_'");
            }
        }
        within(faults, "the length of command and environment, encoded,", bytes, 0, MAX_LINE_BYTES);
    }

    private static void refuseNul(List<String> faults, String what, String value) {
        if (value.indexOf('\0') >= 0) {
            faults.add(what + " has a NUL character, which is not allowed");
        }
    }

    private static void within(List<String> faults, String name, long value, long least, long most) {
        if (value < least || value > most) {
            faults.add(name + " is " + value + ", allowed are " + least + " to " + most);
        }
    }
}
