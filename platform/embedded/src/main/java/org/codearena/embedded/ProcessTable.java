package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.codearena.services.Home;
import org.codearena.services.ProcessMark;

/** The processes of an instance, each with its age and the memory that it and its children hold. */
final class ProcessTable {
    private final Map<String, ProcessHandle> processes = new TreeMap<>(ProcessTable::byNameAndNumber);
    private final Optional<ProcessHandle> root;

    ProcessTable(DataDirectory directory, ProcessMark user) {
        Home home = directory.home();
        home.marks().forEach((name, mark) -> mark.process().ifPresent(process -> processes.put(name, process)));
        root = user.process();
        boolean servesItself = processes.keySet().stream().noneMatch(name -> name.startsWith("server-"));
        root.ifPresent(process -> processes.put(servesItself ? "server" : "supervisor", process));
    }

    /** So that 2 comes before 10. */
    private static int byNameAndNumber(String one, String other) {
        Comparator<String> byName = Comparator.comparing(name -> name.replaceFirst("\\d+$", ""));
        return byName.thenComparingInt(String::length)
                .thenComparing(name -> name)
                .compare(one, other);
    }

    /** Lines for people. */
    Stream<String> lines() {
        return Stream.concat(
                Stream.of("  %-10s %8s %12s %10s".formatted("process", "pid", "running for", "memory")),
                processes.entrySet().stream().map(entry -> line(entry.getKey(), entry.getValue())));
    }

    private String line(String name, ProcessHandle process) {
        // All others are children of the one that was started, so it alone is counted without those below it.
        Stream<ProcessHandle> counted = root.filter(process::equals).isPresent()
                ? Stream.of(process)
                : Stream.concat(Stream.of(process), process.descendants());
        long bytes = counted.mapToLong(ProcessTable::memory).sum();
        String age = process.info().startInstant().map(ProcessTable::age).orElse("?");
        return "  %-10s %8d %12s %6d MiB".formatted(name, process.pid(), age, bytes >> 20);
    }

    static String age(Instant start) {
        Duration age = Duration.between(start, Instant.now());
        if (age.toDays() > 0) {
            return "%d d %d h".formatted(age.toDays(), age.toHoursPart());
        }
        if (age.toHours() > 0) {
            return "%d h %d min".formatted(age.toHours(), age.toMinutesPart());
        }
        return age.toMinutes() > 0
                ? "%d min %d s".formatted(age.toMinutes(), age.toSecondsPart())
                : age.toSeconds() + " s";
    }

    /** The proportional share, as PostgreSQL's processes hold much of their memory in common. */
    private static long memory(ProcessHandle process) {
        Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    << 10;
        } catch (IOException gone) {
            return 0;
        }
    }
}
