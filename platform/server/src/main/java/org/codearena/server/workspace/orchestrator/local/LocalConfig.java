package org.codearena.server.workspace.orchestrator.local;

import java.nio.file.Path;
import java.util.List;

/**
 * Environments as child processes.
 *
 * @param runnerCommand what starts a runner in workspace mode, up to its options that differ from one to the other
 * @param directory everything that environments keep, for its owner alone
 * @param sockets where runners' sockets are made, so near the root that their paths are allowed; may be the directory
 * @param warm runners that wait for a session, so that opening one is instant; 0 for none
 * @param most environments at once, warm ones not counted
 * @param bounds of each
 */
public record LocalConfig(
        List<String> runnerCommand, Path directory, Path sockets, int warm, int most, RoomBounds bounds) {
    public LocalConfig {
        runnerCommand = List.copyOf(runnerCommand);
        if (warm < 0 || most < 1) {
            throw new IllegalArgumentException(
                    "warm is " + warm + " and most is " + most + ", allowed are at least 0 and at least 1");
        }
    }

    /**
     * What a room may use.
     *
     * @param network {@code off} or {@code internet}
     */
    public record RoomBounds(
            long memoryBytes, int processes, double cpus, long diskBytes, int diskFiles, String network) {
        public static final RoomBounds DEFAULT = new RoomBounds(1L << 30, 256, 1, 1L << 30, 50_000, "off");

        List<String> options() {
            return List.of(
                    "--memory", String.valueOf(memoryBytes),
                    "--processes", String.valueOf(processes),
                    "--cpus", String.valueOf(cpus),
                    "--disk-bytes", String.valueOf(diskBytes),
                    "--disk-files", String.valueOf(diskFiles),
                    "--network", network);
        }
    }
}
