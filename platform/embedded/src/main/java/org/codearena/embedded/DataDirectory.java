package org.codearena.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.codearena.services.Home;
import org.codearena.services.ProcessMark;
import org.codearena.services.ServiceException;

/**
 * The one directory that holds all data of an installation, and who uses it now.
 *
 * <p>Who uses it is said twice: by a lock, which the system takes back however its holder ends, and by a mark beside it,
 * which names the holder to others.
 */
record DataDirectory(Path root) {
    private static final String ADMIN_PASSWORD = "admin-password";
    private static final int LONGEST_SOCKET_PATH = 107;
    private static final long NEEDED_BYTES = 512L << 20;

    DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    Home home() {
        return new Home(root);
    }

    Path log() {
        return home().log();
    }

    Path readyFile() {
        return root.resolve("ready.json");
    }

    Path adminPasswordFile() {
        return root.resolve(ADMIN_PASSWORD);
    }

    /** Generated the first time. */
    String adminPassword() {
        return home().secret(".", ADMIN_PASSWORD);
    }

    /**
     * A Unix domain socket of that name. The system allows 107 bytes for its path; where the directory's own is too long
     * the socket lies elsewhere, in a directory named after this one.
     */
    Path socket(String name) {
        return inReach(home().run(), name + ".sock", "");
    }

    /** A directory for sockets of names of up to 40 bytes, in reach of such paths. */
    Path socketDirectory(String name) {
        return inReach(home().run(), name, "/" + "s".repeat(40));
    }

    private Path inReach(Path usual, String name, String below) {
        if (bytes(usual.resolve(name + below)) <= LONGEST_SOCKET_PATH) {
            return usual.resolve(name);
        }
        String mark = Integer.toHexString(root.hashCode());
        return Path.of(System.getProperty("java.io.tmpdir"), "codearena-" + mark, name);
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private Path lockFile() {
        return root.resolve("lock");
    }

    private Path markFile() {
        return root.resolve("codearena.pid");
    }

    boolean exists() {
        return Files.isDirectory(root);
    }

    /** The running instance that uses the directory. */
    Optional<ProcessMark> user() {
        return exists() ? ProcessMark.read(markFile()).filter(ProcessMark::alive) : Optional.empty();
    }

    /** Removes what an instance that was killed says of itself still. */
    void clearMarks() {
        try {
            Files.deleteIfExists(readyFile());
            Files.deleteIfExists(markFile());
        } catch (IOException failed) {
            throw new FailureException("cannot write in " + root + ": " + failed, failed);
        }
    }

    /** Takes the directory for this process, making it if it is missing; the caller gives it back by closing. */
    Lease take() {
        try {
            home().run();
            requireRoom();
            FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new FailureException(inUse());
            }
            Files.deleteIfExists(readyFile());
            ProcessMark.ofThisProcess().write(markFile());
            return new Lease(this, channel);
        } catch (ServiceException refused) {
            throw new FailureException("cannot use the data directory " + root + ": " + refused.getMessage(), refused);
        } catch (IOException failed) {
            throw new FailureException(
                    "cannot use the data directory %s: %s; give another with --data DIR".formatted(root, failed),
                    failed);
        }
    }

    String inUse() {
        String who = user().map(mark -> "process " + mark.pid()).orElse("another process");
        return "the data directory %s is in use by another CodeArena (%s): end it with './codearena down --data %s', or give another with --data DIR"
                .formatted(root, who, root);
    }

    private void requireRoom() throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < NEEDED_BYTES) {
            throw new FailureException(
                    "only %d MiB are free on the disk of %s, at least %d MiB are needed: make room, or give another directory with --data DIR"
                            .formatted(free >> 20, root, NEEDED_BYTES >> 20));
        }
    }

    /** The right to use the directory, until it is closed or this process ends. */
    static final class Lease implements AutoCloseable {
        private final DataDirectory directory;
        private final FileChannel channel;

        private Lease(DataDirectory directory, FileChannel channel) {
            this.directory = directory;
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                directory.clearMarks();
                channel.close();
            } catch (IOException failed) {
                throw new FailureException("cannot give back " + directory.root + ": " + failed, failed);
            }
        }
    }
}
