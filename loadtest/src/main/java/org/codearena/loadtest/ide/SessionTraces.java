package org.codearena.loadtest.ide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What sessions leave on a machine while they are: runners with their rooms, directories, loop devices, mounts; and objects, which a session
 * in which nobody wrote anything adds none of.
 */
record SessionTraces(int processes, int directories, int loopDevices, int mounts, int objects) {
    static SessionTraces of(Path data) throws IOException {
        Path place = data.toRealPath();
        return new SessionTraces(
                SessionProcesses.of(data).processes(),
                directories(place.resolve("sessions")),
                loopDevices(place),
                lines(Path.of("/proc/self/mountinfo"), place.toString()),
                files(place.resolve("blobs")));
    }

    /** In words, what there is more of than before. */
    List<String> beyond(SessionTraces before) {
        List<String> more = new ArrayList<>();
        compare(more, "processes", processes, before.processes);
        compare(more, "directories", directories, before.directories);
        compare(more, "loop devices", loopDevices, before.loopDevices);
        compare(more, "mounts", mounts, before.mounts);
        compare(more, "objects", objects, before.objects);
        return more;
    }

    private static void compare(List<String> more, String what, int now, int before) {
        if (now > before) {
            more.add(now + " " + what + ", before " + before);
        }
    }

    private static int directories(Path sessions) throws IOException {
        try (Stream<Path> all = Files.exists(sessions) ? Files.walk(sessions, 2) : Stream.empty()) {
            return (int) all.filter(Files::isDirectory).count();
        }
    }

    private static int files(Path blobs) throws IOException {
        try (Stream<Path> all = Files.walk(blobs)) {
            return (int) all.filter(Files::isRegularFile).count();
        }
    }

    /** Those whose file is one of the installation's. */
    private static int loopDevices(Path place) throws IOException {
        int count = 0;
        try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
            for (Path device : devices.toList()) {
                Path file = device.resolve("loop/backing_file");
                count += Files.exists(file) ? lines(file, place.toString()) : 0;
            }
        }
        return count;
    }

    private static int lines(Path file, String with) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.filter(line -> line.contains(with)).count();
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }
}
