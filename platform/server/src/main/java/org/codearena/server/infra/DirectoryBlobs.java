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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Sha256;

/**
 * The object store of one machine: a directory. A blob is written beside its place, synced, and moved there in one step,
 * so a crash leaves either the whole blob or none; what a crash left behind in {@code incoming} is cleared at the start.
 */
public final class DirectoryBlobs implements Blobs {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final Path root;
    private final Path incoming;

    /** Opens the store in this directory and makes it where it is missing. */
    public DirectoryBlobs(Path root) throws IOException {
        this.root = root;
        this.incoming = Files.createDirectories(root.resolve("incoming"));
        try (var leftOvers = Files.list(incoming)) {
            for (Path leftOver : leftOvers.toList()) {
                Files.deleteIfExists(leftOver);
            }
        }
    }

    @Override
    public String put(InputStream bytes) throws IOException {
        Path beside = incoming.resolve(UUID.randomUUID().toString());
        try {
            String sha256 = writeSynced(bytes, beside);
            if (!exists(sha256)) {
                Path directory = Files.createDirectories(directory(sha256));
                Files.move(beside, place(sha256), ATOMIC_MOVE);
                syncDirectory(directory);
            }
            return sha256;
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        return Files.newInputStream(place(sha256));
    }

    @Override
    public boolean exists(String sha256) {
        return Files.exists(place(sha256));
    }

    private static String writeSynced(InputStream bytes, Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
            bytes.transferTo(out);
            channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Without it the move itself may be lost with the power. */
    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private Path place(String sha256) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256 in lower-case hexadecimal");
        }
        return directory(sha256).resolve(sha256);
    }

    /** 256 directories keep each of them small. */
    private Path directory(String sha256) {
        return root.resolve(sha256.substring(0, 2));
    }
}
