package org.codearena.runner.blob;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 in lower-case hexadecimal, which is also the name of the blob's file.
 *
 * @param hex 64 digits
 */
public record BlobHash(String hex) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    public BlobHash {
        if (!SHAPE.matcher(hex).matches()) {
            String shown = hex.length() > 80 ? hex.substring(0, 80) + "…" : hex;
            throw new IllegalArgumentException("blob name '" + shown
                    + "' is not allowed: it must be a SHA-256 of 64 lower-case hexadecimal digits");
        }
    }

    static BlobHash of(MessageDigest digest) {
        return new BlobHash(HexFormat.of().formatHex(digest.digest()));
    }

    /** The hash of all that the stream has. */
    public static BlobHash of(InputStream content) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return of(digest);
    }

    /** A digest to fill, where the bytes are no stream. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
