package org.codearena.contract;

/**
 * What a run may use at most. Every limit is set: there is no "unlimited" but {@link #stackBytes} 0, which means "as
 * much as the memory limit lets it".
 *
 * @param cpuTimeMs CPU time of the whole process tree
 * @param wallTimeMs wall time
 * @param memoryBytes memory of the whole process tree, swap excluded
 * @param processes processes and threads alive at once
 * @param openFiles open descriptors of one process
 * @param outputBytes bytes on standard output; one more ends the run
 * @param errorBytes bytes kept of standard error; what follows is thrown away
 * @param temporaryBytes size of the private {@code /tmp}; it counts towards memory
 * @param stackBytes stack of the main thread, 0 for no limit of its own
 */
public record Limits(
        long cpuTimeMs,
        long wallTimeMs,
        long memoryBytes,
        int processes,
        int openFiles,
        long outputBytes,
        long errorBytes,
        long temporaryBytes,
        long stackBytes) {

    private static final long MIB = 1 << 20;

    /** What a run gets where nobody says otherwise: 2 s of CPU time, 256 MiB, 64 processes, 8 MiB of output. */
    public static final Limits DEFAULT = new Limits(2_000, 7_000, 256 * MIB, 64, 256, 8 * MIB, 64 << 10, 64 * MIB, 0);

    public Limits {
        requirePositive("cpuTimeMs", cpuTimeMs);
        requirePositive("wallTimeMs", wallTimeMs);
        requirePositive("memoryBytes", memoryBytes);
        requirePositive("processes", processes);
        requirePositive("openFiles", openFiles);
        requirePositive("outputBytes", outputBytes);
        requirePositive("errorBytes", errorBytes);
        requirePositive("temporaryBytes", temporaryBytes);
        if (stackBytes < 0) {
            throw new IllegalArgumentException("stackBytes is " + stackBytes + ", allowed are 0 and more");
        }
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed are 1 and more");
        }
    }

    /** The same limits with this CPU time, and the wall time that belongs to it: three times, at least one second more. */
    public Limits withCpuTimeMs(long millis) {
        return new Limits(
                millis,
                Math.max(3 * millis, millis + 1_000),
                memoryBytes,
                processes,
                openFiles,
                outputBytes,
                errorBytes,
                temporaryBytes,
                stackBytes);
    }

    public Limits withWallTimeMs(long millis) {
        return new Limits(
                cpuTimeMs,
                millis,
                memoryBytes,
                processes,
                openFiles,
                outputBytes,
                errorBytes,
                temporaryBytes,
                stackBytes);
    }

    public Limits withMemoryBytes(long bytes) {
        return new Limits(
                cpuTimeMs,
                wallTimeMs,
                bytes,
                processes,
                openFiles,
                outputBytes,
                errorBytes,
                temporaryBytes,
                stackBytes);
    }

    public Limits withProcesses(int count) {
        return new Limits(
                cpuTimeMs,
                wallTimeMs,
                memoryBytes,
                count,
                openFiles,
                outputBytes,
                errorBytes,
                temporaryBytes,
                stackBytes);
    }

    public Limits withOutputBytes(long bytes) {
        return new Limits(
                cpuTimeMs,
                wallTimeMs,
                memoryBytes,
                processes,
                openFiles,
                bytes,
                errorBytes,
                temporaryBytes,
                stackBytes);
    }
}
