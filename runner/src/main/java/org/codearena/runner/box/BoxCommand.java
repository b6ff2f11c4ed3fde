package org.codearena.runner.box;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a box is started: what is the same for every slot.
 *
 * @param executable the launcher
 * @param uidBase slot N runs programs under this uid plus N
 * @param inputs directory whose files may be standard input
 * @param prepared directory that appears at {@code /prepared}
 * @param toolchains directories that appear at the same path; their {@code bin} comes first in the PATH
 * @param cgroup first part of the names of control groups
 */
public record BoxCommand(
        Path executable, int uidBase, Path inputs, Path prepared, List<Path> toolchains, String cgroup) {
    public BoxCommand {
        toolchains = List.copyOf(toolchains);
    }

    /**
     * Starts the box of a place.
     *
     * @param more what only some places have
     */
    List<String> line(int place, Path boxDirectory, List<String> more, String mode) {
        List<String> line = new ArrayList<>(List.of(executable.toString()));
        add(line, "--slot", place);
        add(line, "--uid", uidBase + place);
        add(line, "--box-dir", boxDirectory);
        line.addAll(more);
        add(line, "--prepared", prepared);
        toolchains.forEach(toolchain -> add(line, "--toolchain", toolchain));
        add(line, "--cgroup", cgroup);
        add(line, "--mode", mode);
        return line;
    }

    /** The environment of every program; a step adds its own variables and may replace these. */
    public Map<String, String> environment() {
        Stream<String> own =
                toolchains.stream().map(toolchain -> toolchain.resolve("bin").toString());
        Stream<String> system = Arrays.stream(new String[] {"/usr/local/bin", "/usr/bin", "/bin"});
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", Stream.concat(own, system).collect(Collectors.joining(":")));
        environment.put("HOME", "/tmp");
        environment.put("LANG", "C.UTF-8");
        return environment;
    }

    private static void add(List<String> line, String option, Object value) {
        line.add(option);
        line.add(value.toString());
    }
}
