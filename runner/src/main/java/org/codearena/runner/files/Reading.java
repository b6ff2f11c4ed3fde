package org.codearena.runner.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.codearena.runner.blob.BlobHash;

/** What is read of files as a whole, and whether it is text. */
final class Reading {
    private Reading() {}

    /**
     * Reads a file and names its version.
     *
     * @param maxBytes if it has more, its bytes are left out
     */
    static FileRead whole(OpenFile file, int maxBytes) throws IOException {
        Stat stat = file.stat();
        boolean executable = stat.executable();
        if (stat.size() > WorkspaceFiles.MAX_VERSIONED_BYTES) {
            throw FilesException.tooLarge(
                    "a file of " + stat.size() + " bytes has no version, allowed are "
                            + WorkspaceFiles.MAX_VERSIONED_BYTES,
                    stat.size());
        }
        byte[] content = file.bytes(maxBytes + 1);
        if (content.length > maxBytes) {
            OpenFile.Hashed hashed = file.hash(WorkspaceFiles.MAX_VERSIONED_BYTES);
            return new FileRead(hashed.sha256(), hashed.size(), executable, true, new byte[0]);
        }
        return new FileRead(
                sha256(content), content.length, executable, text(content).isEmpty(), content);
    }

    static String sha256(byte[] content) {
        MessageDigest digest = BlobHash.sha256();
        return HexFormat.of().formatHex(digest.digest(content));
    }

    /** The text that these bytes are; empty when they have a NUL or are no UTF-8. */
    static Optional<String> text(byte[] content) {
        for (byte one : content) {
            if (one == 0) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
