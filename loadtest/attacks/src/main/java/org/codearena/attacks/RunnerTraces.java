package org.codearena.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a runner and its boxes have on this machine, as the kernel tells it: processes, files, mounts, control groups, objects
 * of inter-process communication, descriptors, memory.
 *
 * @param pid the runner's
 * @param data the runner's directory
 */
public record RunnerTraces(long pid, Path data) {
    private static final int ABOUT_TO_DIE_SECONDS = 5;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Whatever may be left behind, one line for each thing. */
    public Set<String> now() {
        Set<String> users = users();
        Set<String> found = new TreeSet<>();
        add(found, "process", processes(users));
        add(found, "unfinished", names(data.resolve("making")));
        add(found, "directory", names(data.resolve("slots")));
        add(found, "mount", mounts());
        add(found, "group", groups());
        add(found, "System V", communication(users));
        add(found, "namespace", namespaces());
        add(found, "file", filesOf(users));
        return found;
    }

    private static void add(Set<String> found, String kind, Set<String> those) {
        those.forEach(each -> found.add(kind + " " + each));
    }

    /** What is there now and was not before. */
    public Set<String> since(Set<String> before) {
        Set<String> found = now();
        found.removeAll(before);
        return found;
    }

    private Stream<ProcessHandle> launchers() {
        return ProcessHandle.of(pid).orElseThrow().children();
    }

    /** The user ids that programs run under. */
    private Set<String> users() {
        return launchers()
                .flatMap(launcher -> launcher.info().arguments().stream())
                .flatMap(words -> Arrays.stream(words)
                        .dropWhile(word -> !word.equals("--uid"))
                        .skip(1)
                        .limit(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those beneath the launchers, and those that got away from them. */
    private Set<String> processes(Set<String> users) {
        Stream<ProcessHandle> inBoxes = launchers().flatMap(ProcessHandle::descendants);
        Stream<ProcessHandle> escaped = ProcessHandle.allProcesses()
                .filter(process -> users.contains(userOf(process)))
                .filter(RunnerTraces::isBeneathNoLauncher)
                .filter(RunnerTraces::staysAlive);
        return Stream.concat(inBoxes, escaped)
                .map(RunnerTraces::described)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String userOf(ProcessHandle process) {
        return lines("/proc/" + process.pid() + "/status", line -> line.startsWith("Uid:")).stream()
                .map(line -> words(line).get(1))
                .findFirst()
                .orElse("");
    }

    /** Other runners of this machine have slots of the same users. */
    private static boolean isBeneathNoLauncher(ProcessHandle process) {
        return Stream.iterate(process.parent(), Optional::isPresent, each -> each.flatMap(ProcessHandle::parent))
                .noneMatch(each -> each.flatMap(parent -> parent.info().command())
                        .filter(command -> command.endsWith("/box"))
                        .isPresent());
    }

    /** One that is being killed together with another runner's launcher has lost that before it is gone itself. */
    private static boolean staysAlive(ProcessHandle process) {
        try {
            process.onExit().get(ABOUT_TO_DIE_SECONDS, TimeUnit.SECONDS);
            return false;
        } catch (TimeoutException alive) {
            return true;
        } catch (InterruptedException | ExecutionException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private static String described(ProcessHandle process) {
        return process.pid() + " " + process.info().commandLine().orElse("");
    }

    /** What each launcher sees mounted, and what of the runner's is mounted where this process is. */
    private Set<String> mounts() {
        Set<String> found = lines("/proc/self/mountinfo", line -> line.contains(data.toString()));
        launchers().forEach(launcher -> found.addAll(lines("/proc/" + launcher.pid() + "/mountinfo", line -> true)));
        return found;
    }

    /** The runner's control groups. The last part of a name says the how manieth it is: one of memory is replaced now and then. */
    private Set<String> groups() {
        String name = groupName();
        try (Stream<Path> below = Files.find(
                Path.of("/sys/fs/cgroup"),
                3,
                (path, status) -> status.isDirectory()
                        && String.valueOf(path.getFileName()).startsWith(name))) {
            return below.map(path -> path.toString().replaceFirst("-[0-9]+$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException | UncheckedIOException noneAtAll) {
            return new TreeSet<>();
        }
    }

    /** As the runner makes it of its directory. */
    private String groupName() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(data.toString().getBytes(StandardCharsets.UTF_8));
            return "codearena-" + HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    /** Objects of System V outside all boxes that belong to the users of the slots. */
    private static Set<String> communication(Set<String> users) {
        Set<String> found = new TreeSet<>();
        Map.of("shm", 7, "msg", 7, "sem", 4)
                .forEach((kind, column) -> found.addAll(lines(
                        "/proc/sysvipc/" + kind,
                        line -> users.contains(words(line).get(column)))));
        return found;
    }

    /** Whatever belongs to users of the slots, in the runner's directory and where anybody may write. */
    private Set<String> filesOf(Set<String> users) {
        return Stream.of(data, Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"), Path.of("/dev/mqueue"))
                .flatMap(place -> below(place, place.equals(data) ? Integer.MAX_VALUE : 2).stream())
                .filter(file -> users.contains(ownerOf(file)))
                .map(Path::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> below(Path directory, int depth) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(directory, Set.of(), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, @Nullable IOException changed) {
                    found.add(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    private static String ownerOf(Path file) {
        try {
            return String.valueOf(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException gone) {
            return "";
        }
    }

    /** Those in which a process lives that is the runner's. */
    private Set<String> namespaces() {
        Set<String> found = new TreeSet<>();
        launchers().forEach(launcher -> {
            for (String kind : List.of("ipc", "net", "mnt", "pid", "uts", "cgroup")) {
                try {
                    found.add(Files.readSymbolicLink(Path.of("/proc/" + launcher.pid() + "/ns/" + kind))
                            .toString());
                } catch (IOException gone) {
                    found.add("a launcher that is gone");
                }
            }
        });
        return found;
    }

    /** Open descriptors of the runner and of its launchers. */
    public int descriptors() {
        return Stream.concat(Stream.of(pid), launchers().map(ProcessHandle::pid))
                .mapToInt(each -> names(Path.of("/proc/" + each + "/fd")).size())
                .sum();
    }

    /** What is resident of the runner, in KiB. */
    public long runnerKib() {
        return number("/proc/" + pid + "/status", "VmRSS:");
    }

    /** What is resident of all launchers, in KiB. */
    public long launchersKib() {
        return launchers()
                .mapToLong(launcher -> number("/proc/" + launcher.pid() + "/status", "VmRSS:"))
                .sum();
    }

    /** Control groups of memory that the kernel still has, those that were removed included. */
    public static long groupsOfMemory() {
        return lines("/proc/cgroups", line -> line.startsWith("memory")).stream()
                .mapToLong(line -> Long.parseLong(words(line).get(2)))
                .sum();
    }

    private static long number(String file, String field) {
        return lines(file, line -> line.startsWith(field)).stream()
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static Set<String> lines(String file, Predicate<String> wanted) {
        try (Stream<String> all = Files.readAllLines(Path.of(file)).stream()) {
            return all.filter(wanted).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException gone) {
            return new TreeSet<>();
        }
    }

    private static List<String> words(String line) {
        return List.of(BLANKS.split(line.strip(), -1));
    }

    private static Set<String> names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (NoSuchFileException none) {
            return new TreeSet<>();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
