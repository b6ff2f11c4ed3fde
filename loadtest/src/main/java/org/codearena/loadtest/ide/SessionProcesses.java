package org.codearena.loadtest.ide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The processes of an installation's sessions on this machine: each runner, and what it started. */
record SessionProcesses(List<ProcessHandle> found) {
    private static final String WORKSPACE = "workspace";
    private static final String MAIN = "org.codearena.runner.Main";

    /** Those that run now. */
    static SessionProcesses of(Path data) throws IOException {
        String place = data.toRealPath().toString();
        return new SessionProcesses(ProcessHandle.allProcesses()
                .filter(process -> isRunner(process, place))
                .toList());
    }

    /** Of these, the runner that has this project's disk: the disk's name and the runner's command line both say whose files are on it. */
    SessionProcesses ofProject(Path data, String project) throws IOException {
        try (Stream<Path> disks = Files.list(data.resolve("sessions").resolve("disks"))) {
            List<String> users = disks.map(disk -> disk.getFileName().toString())
                    .filter(name -> name.startsWith(project))
                    .map(name -> name.substring(project.length() + 1, name.indexOf('.')))
                    .toList();
            return new SessionProcesses(found.stream()
                    .filter(process -> !Collections.disjoint(commandLine(process.pid()), users))
                    .toList());
        }
    }

    private static boolean isRunner(ProcessHandle process, String place) {
        List<String> words = commandLine(process.pid());
        return words.contains(MAIN)
                && words.contains(WORKSPACE)
                && words.stream().anyMatch(word -> word.contains(place));
    }

    private static List<String> commandLine(long pid) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    int runners() {
        return found.size();
    }

    /** Runners and everything below them. */
    int processes() {
        return found.stream()
                .mapToInt(runner -> 1 + (int) runner.descendants().count())
                .sum();
    }

    /** Kills the runners, without warning. */
    void kill() {
        found.forEach(ProcessHandle::destroyForcibly);
    }

    /** The least that a runner with all below it takes, memory that several share being counted by parts. */
    double mebibytesOfSmallest() {
        return found.stream()
                .mapToDouble(runner -> Stream.concat(Stream.of(runner), runner.descendants())
                        .mapToDouble(SessionProcesses::mebibytes)
                        .sum())
                .min()
                .orElse(0);
    }

    private static double mebibytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
