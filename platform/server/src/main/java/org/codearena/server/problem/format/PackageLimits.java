package org.codearena.server.problem.format;

import org.codearena.server.infra.zip.ZipLimits;

/**
 * How large a package and its parts may be, and what a problem that names no limits gets.
 *
 * @param archiveBytes a zip as it arrives
 * @param unpackedBytes all files together
 * @param fileBytes one file
 * @param entries files and directories together
 * @param ratio how many times its size a zip may unpack to, once it unpacks to more than 64 MiB
 * @param depth of nested directories
 * @param textBytes a statement or a YAML file
 * @param submissionBytes the files of one example submission together
 * @param programBytes the files of one validator together
 * @param pictureBytes one picture or document beside a statement
 * @param system limits of a problem that does not name its own
 * @param most the largest limits that a problem may name
 */
public record PackageLimits(
        long archiveBytes,
        long unpackedBytes,
        long fileBytes,
        int entries,
        int ratio,
        int depth,
        int textBytes,
        int submissionBytes,
        int programBytes,
        int pictureBytes,
        SystemDefaults system,
        Most most) {

    private static final long MIB = 1 << 20;

    /**
     * The system defaults of the format, each in its own unit there: its "typical system default" unless configured, but
     * for the code, of which as much is allowed as any submission may have, and the time to compile, of which a compile bomb
     * gets half.
     */
    public record SystemDefaults(
            long memoryMib,
            long outputMib,
            long codeKib,
            long compilationSeconds,
            long compilationMemoryMib,
            long validationSeconds,
            long validationMemoryMib,
            long validationOutputMib) {
        public static final SystemDefaults DEFAULT = new SystemDefaults(2048, 8, 256, 30, 2048, 60, 2048, 8);
    }

    /** What a problem may ask for at most. */
    public record Most(long timeLimitMs, long memoryMib, long outputMib, long seconds, int passes) {
        public static final Most DEFAULT = new Most(300_000, 16 << 10, 1024, 3_600, 1_000);
    }

    public static final PackageLimits DEFAULT = new PackageLimits(
            256 * MIB,
            2048 * MIB,
            512 * MIB,
            20_000,
            200,
            20,
            (int) MIB,
            (int) MIB,
            (int) (16 * MIB),
            (int) (20 * MIB),
            SystemDefaults.DEFAULT,
            Most.DEFAULT);

    ZipLimits zip() {
        return new ZipLimits(archiveBytes, unpackedBytes, fileBytes, entries, ratio, depth);
    }
}
