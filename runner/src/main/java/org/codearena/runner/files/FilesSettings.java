package org.codearena.runner.files;

import java.time.Duration;
import java.util.Optional;

/**
 * The limits of a workspace's files.
 *
 * @param owner to whom new files are given; empty where they belong to the runner's own user
 * @param diskBytes what the files may have together; only looked at by {@code restore} and {@code write}, for where the disk itself has no such limit
 * @param diskFiles how many there may be
 * @param keptBytes a file with more is not kept
 * @param directories more than these are not watched one by one
 * @param gather for how long events are gathered
 * @param rescan how often everything is looked at where it cannot be watched
 */
public record FilesSettings(
        Optional<Owner> owner,
        long diskBytes,
        int diskFiles,
        long keptBytes,
        int directories,
        Duration gather,
        Duration rescan) {

    /** 1 GiB in 50,000 files, of 256 MiB each at most; 4,096 directories; 100 ms and 3 s. */
    public static FilesSettings defaults() {
        return new FilesSettings(
                Optional.empty(), 1L << 30, 50_000, 256L << 20, 4_096, Duration.ofMillis(100), Duration.ofSeconds(3));
    }

    public FilesSettings withOwner(int uid, int gid) {
        return new FilesSettings(
                Optional.of(new Owner(uid, gid)), diskBytes, diskFiles, keptBytes, directories, gather, rescan);
    }

    public FilesSettings withDisk(long bytes, int files) {
        return new FilesSettings(owner, bytes, files, keptBytes, directories, gather, rescan);
    }

    /** A user and a group, by number. */
    public record Owner(int uid, int gid) {}
}
