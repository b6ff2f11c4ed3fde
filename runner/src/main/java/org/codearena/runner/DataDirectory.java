package org.codearena.runner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
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
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything a runner keeps. Only its owner may enter it, so that the directories below, which
 * boxes see or hold open and which therefore anybody may search, are out of everybody's reach from outside.
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
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        FileChannel lockFile =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = lockFile.tryLock();
        if (lock == null) {
            lockFile.close();
            throw new OptionsException("--data '" + root + "' is in use by another runner");
        }
        DataDirectory data = new DataDirectory(root, lockFile);
        Tree.at(data.making()).clear();
        return data;
    }

    Path blobs() throws IOException {
        return make("blobs");
    }

    Path programs() throws IOException {
        return make("programs");
    }

    Path slots() throws IOException {
        return make("slots");
    }

    Path prepared() throws IOException {
        return make("prepared");
    }

    Path preparedVersions() throws IOException {
        return make("prepared-versions");
    }

    /** For what is not whole yet. */
    Path making() throws IOException {
        return make("making");
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

    private Path make(String name) throws IOException {
        return Tree.at(root.resolve(name)).root();
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
