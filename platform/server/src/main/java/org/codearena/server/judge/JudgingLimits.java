package org.codearena.server.judge;

import org.codearena.contract.Limits;
import org.codearena.plugin.Allowances;

/** The limits of each box, made of what the problem allows and what the language's runtime needs on top. */
final class JudgingLimits {
    private static final long MIB = 1 << 20;

    /** What may leave a compile box. */
    static final long PROGRAM_BYTES = 64 * MIB;

    static final int PROGRAM_FILES = 2_000;

    private JudgingLimits() {}

    /** What compiling may use: generous to honest programs, and an end to compile bombs. */
    static Limits compile(long timeMs, long memoryBytes) {
        return new Limits(timeMs, 3 * timeMs, memoryBytes, 128, 512, 64 << 10, 64 << 10, 256 * MIB, 0);
    }

    /** What a box keeps of a limit on CPU time: a tenth more, so that who ends just above the limit can be told from who never ends. */
    static Limits inBox(Limits limits) {
        return limits.withCpuTimeMs(limits.cpuTimeMs() + limits.cpuTimeMs() / 10)
                .withWallTimeMs(limits.wallTimeMs());
    }

    static Limits ofRun(long timeLimitMs, long memoryBytes, long outputBytes, Allowances allowances) {
        return Limits.DEFAULT
                .withCpuTimeMs(Math.round(timeLimitMs * allowances.timeFactor()))
                .withMemoryBytes(memoryBytes + allowances.extraMemoryBytes())
                .withOutputBytes(outputBytes)
                .withProcesses(allowances.processes());
    }
}
