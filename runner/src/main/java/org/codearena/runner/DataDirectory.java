package org.codearena.runner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.codearena.runner.tree.Tree;

/**
 * The directory that holds everything a runner keeps, with a lock so that it has one user.
 *
 * <p>Where the runner is not root, boxes have its uid, and only its owner may enter the directory. Where it is root but
 * may use no control groups, a box leaves root for a uid of its own before it opens what it shows, so it must be able to
 * reach that: then the way there may be walked by anybody, but not read; each slot's directory lets in its slot's group
 * only, and what boxes need not reach is for the owner.
 */
final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** Makes what is missing, takes the lock, and removes what an earlier runner left unfinished. */
    static DataDirectory open(Path root) throws OptionsException, IOException {
        try {
            Files.createDirectories(root);
        } catch (FileAlreadyExistsException e) {
            throw new OptionsException("--data '" + root + "' is not a directory");
        }
        setMode(root, Tree.isRoots(root) ? "rwx--x--x" : "rwx------");
        FileChannel lockFile =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(lockFile)) {
            lockFile.close();
            throw new OptionsException("--data '" + root + "' is in use by another runner");
        }
        DataDirectory data = new DataDirectory(root, lockFile);
        new Tree(data.making()).clear();
        return data;
    }

    /** The lock goes with the channel, or with the process however that ends. */
    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    Path blobs() throws IOException {
        return make("blobs", "rwx--x--x");
    }

    Path programs() throws IOException {
        return make("programs", "rwx------");
    }

    Path slots() throws IOException {
        return make("slots", "rwx--x--x");
    }

    Path prepared() throws IOException {
        return make("prepared", "rwxr-xr-x");
    }

    Path preparedVersions() throws IOException {
        return make("prepared-versions", "rwx------");
    }

    /** For what is not whole yet. */
    Path making() throws IOException {
        return make("making", "rwx------");
    }

    /** A name for control groups that no other runner of this machine has, and that is the same after a restart. */
    String cgroupName() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(root.toString().getBytes(StandardCharsets.UTF_8));
            return "codearena-" + HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private Path make(String name, String mode) throws IOException {
        return setMode(Files.createDirectories(root.resolve(name)), mode);
    }

    private static Path setMode(Path path, String mode) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
