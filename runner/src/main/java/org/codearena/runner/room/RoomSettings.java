package org.codearena.runner.room;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a room is to be like.
 *
 * @param program the program {@code room}
 * @param disk an image, by a name that ends in {@code .img}, or a directory
 * @param cpus how many at most; 0 for no bound
 * @param network {@code off} or {@code internet}
 * @param uid of the programs, where we are root
 * @param toolchains directories that are seen at the same path
 * @param ports a directory for the socket through which ports of the room are reached
 */
public record RoomSettings(
        Path program,
        Path disk,
        long diskBytes,
        long diskFiles,
        long memoryBytes,
        int processes,
        double cpus,
        String network,
        int uid,
        List<Path> toolchains,
        Path ports,
        String mode) {
    public RoomSettings {
        toolchains = List.copyOf(toolchains);
    }

    List<String> serve() {
        List<String> line = new ArrayList<>(List.of(program.toString(), "serve"));
        add(line, "--disk", disk);
        add(line, "--disk-bytes", diskBytes);
        add(line, "--disk-files", diskFiles);
        add(line, "--memory", memoryBytes);
        add(line, "--processes", processes);
        add(line, "--cpus", cpus);
        add(line, "--network", network);
        add(line, "--ports", ports);
        toolchains.forEach(toolchain -> add(line, "--toolchain", toolchain));
        add(line, "--uid", uid);
        add(line, "--mode", mode);
        return line;
    }

    static void add(List<String> line, String option, Object value) {
        line.add(option);
        line.add(value.toString());
    }
}
