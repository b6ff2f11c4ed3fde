package org.codearena.server.judge;

import org.codearena.contract.Limits;
import org.codearena.plugin.Allowances;

/** The limits of each box, made of what the problem allows and what the language's runtime needs on top. */
final class JudgingLimits {
    private static final long MIB = 1 << 20;

    /** What compiling may use: generous to honest programs, and an end to compile bombs. */
    static final Limits COMPILE = new Limits(10_000, 30_000, 1_024 * MIB, 128, 512, 64 << 10, 64 << 10, 256 * MIB, 0);

    /** What may leave a compile box. */
    static final long PROGRAM_BYTES = 64 * MIB;

    static final int PROGRAM_FILES = 2_000;

    private JudgingLimits() {}

    static Limits ofRun(long timeLimitMs, long memoryBytes, long outputBytes, Allowances allowances) {
        return Limits.DEFAULT
                .withCpuTimeMs(Math.round(timeLimitMs * allowances.timeFactor()))
                .withMemoryBytes(memoryBytes + allowances.extraMemoryBytes())
                .withOutputBytes(outputBytes)
                .withProcesses(allowances.processes());
    }
}
