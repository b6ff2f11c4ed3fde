package org.codearena.loadtest.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How much time of the processors each part of an installation has taken so far, and the generator beside it.
 *
 * @param ticks of each part, in hundredths of a second
 * @param busy of the whole machine, likewise
 */
record Cores(Map<String, Long> ticks, long busy, long nanos) {
    static final String GENERATOR = "generator";
    private static final double TICKS_PER_SECOND = 100;
    /** Of {@code /proc/PID/stat}, counted from behind the name. */
    private static final int USER_TIME = 11;

    Cores {
        ticks = Map.copyOf(ticks);
    }

    /** Until now, with this server. */
    static Cores now(long server) throws IOException {
        Map<String, Long> ticks = new TreeMap<>();
        add(ticks, GENERATOR, ProcessHandle.current().pid());
        add(ticks, "server", server);
        ProcessHandle.of(server).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(each -> part(each.pid()).ifPresent(part -> add(ticks, part, each.pid())));
        return new Cores(ticks, busyTicks(), System.nanoTime());
    }

    private static Optional<String> part(long pid) {
        return stat(pid).map(stat -> switch (stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'))) {
            case "postgres" -> "database";
            case "redis-server" -> "cache";
            case "beam.smp" -> "broker";
            default -> "runners";
        });
    }

    private static void add(Map<String, Long> ticks, String part, long pid) {
        stat(pid).ifPresent(stat -> ticks.merge(part, ticksOf(stat), Long::sum));
    }

    private static Optional<String> stat(long pid) {
        try {
            return Optional.of(Files.readString(Path.of("/proc/" + pid + "/stat")));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    static long ticksOf(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    }

    private static long busyTicks() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            return busyTicks(lines.findFirst().orElse(""));
        }
    }

    /** All but idle and waiting for a disk; what guests take is in the others already. */
    static long busyTicks(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        long busy = 0;
        for (int field = 1; field < Math.min(fields.length, 9); field++) {
            busy += field == 4 || field == 5 ? 0 : Long.parseLong(fields[field]);
        }
        return busy;
    }

    /** How many cores each part kept busy on average since then. */
    Map<String, Double> since(Cores before) {
        double seconds = (nanos - before.nanos) / 1e9;
        Map<String, Double> cores = new LinkedHashMap<>();
        double known = 0;
        for (Map.Entry<String, Long> each : new TreeMap<>(ticks).entrySet()) {
            double used = (each.getValue() - before.ticks.getOrDefault(each.getKey(), 0L)) / TICKS_PER_SECOND / seconds;
            cores.put(each.getKey(), Math.max(0, used));
            known += used;
        }
        cores.put("others", Math.max(0, (busy - before.busy) / TICKS_PER_SECOND / seconds - known));
        return cores;
    }

    static String described(Map<String, Double> cores) {
        return cores.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%s %.2f", each.getKey(), each.getValue()))
                .collect(Collectors.joining(", ", "cores: ", ""));
    }
}
