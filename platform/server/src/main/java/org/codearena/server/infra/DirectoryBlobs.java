package org.codearena.server.infra;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.codearena.server.kernel.Sha256;

/**
 * The object store of one machine, or of several that share a file system: a directory. A blob is written beside its place, synced,
 * and moved there in one step, so a crash leaves either the whole blob or none. What a crash left behind in {@code incoming} is cleared
 * at a start, once it is so old that no other process can still be writing it.
 */
public final class DirectoryBlobs implements Blobs {
    private static final Duration LEFT_OVER_AFTER = Duration.ofDays(1);

    private final Path root;
    private final Path incoming;

    /** Opens the store in this directory and makes it where it is missing. */
    public DirectoryBlobs(Path root) throws IOException {
        this.root = root;
        this.incoming = Files.createDirectories(root.resolve("incoming"));
        Instant before = Instant.now().minus(LEFT_OVER_AFTER);
        try (var files = Files.list(incoming)) {
            for (Path file : files.toList()) {
                removeIfOlder(file, before);
            }
        }
    }

    private static void removeIfOlder(Path file, Instant before) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException justMoved) {
            // Another process has just finished it.
        }
    }

    @Override
    public String put(InputStream bytes) throws IOException {
        Path beside = incoming.resolve(UUID.randomUUID().toString());
        try {
            String sha256 = writeSynced(bytes, beside);
            if (!isPutAnew(sha256)) {
                Path directory = Files.createDirectories(directory(sha256));
                Files.move(beside, place(sha256), ATOMIC_MOVE);
                syncDirectory(directory);
            }
            return sha256;
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private boolean isPutAnew(String sha256) throws IOException {
        try {
            Files.setLastModifiedTime(place(sha256), FileTime.from(Instant.now()));
            return true;
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    @Override
    public void list(Consumer<String> each) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, "[0-9a-f][0-9a-f]")) {
            for (Path directory : directories) {
                listIn(directory, each);
            }
        }
    }

    private static void listIn(Path directory, Consumer<String> each) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (Sha256.isName(name)) {
                    each.accept(name);
                }
            }
        }
    }

    /** It is looked at again once it is out of everybody's reach: who puts it at that moment either is seen, or finds none. */
    @Override
    public boolean delete(String sha256, Instant unlessPutSince) throws IOException {
        Path place = place(sha256);
        Path aside = incoming.resolve(UUID.randomUUID().toString());
        try {
            if (isPutSince(place, unlessPutSince)) {
                return false;
            }
            Files.move(place, aside, ATOMIC_MOVE);
        } catch (NoSuchFileException goneAlready) {
            return true;
        }
        if (isPutSince(aside, unlessPutSince)) {
            Files.move(aside, place, ATOMIC_MOVE);
            return false;
        }
        Files.delete(aside);
        return true;
    }

    private static boolean isPutSince(Path blob, Instant since) throws IOException {
        return !Files.getLastModifiedTime(blob).toInstant().isBefore(since);
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        try {
            return Files.newInputStream(place(sha256));
        } catch (IOException failure) {
            throw answers() ? failure : new StoreAwayException("the object store " + root + " is away", failure);
        }
    }

    @Override
    public boolean answers() {
        return Files.isWritable(incoming);
    }

    private static String writeSynced(InputStream bytes, Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
            bytes.transferTo(out);
            channel.force(true);
        }
        return Sha256.of(digest);
    }

    /** Without it the move itself may be lost with the power. */
    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private Path place(String sha256) {
        return directory(Sha256.checked(sha256)).resolve(sha256);
    }

    /** 256 directories keep each of them small. */
    private Path directory(String sha256) {
        return root.resolve(sha256.substring(0, 2));
    }
}
