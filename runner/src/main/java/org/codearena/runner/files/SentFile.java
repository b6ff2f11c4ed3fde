package org.codearena.runner.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.codearena.runner.blob.BlobHash;

/**
 * A file that is read while it is sent.
 *
 * @param version what its bytes must be; empty where any are right
 */
record SentFile(OpenFile file, long size, Optional<String> version) implements FileContent {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        MessageDigest digest = BlobHash.sha256();
        long count = file.read(size, piece -> {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            digest.update(bytes);
            out.write(bytes);
        });
        if (count < size) {
            throw new EOFException("the file became shorter while it was sent: " + count + " of " + size + " bytes");
        }
        String sent = HexFormat.of().formatHex(digest.digest());
        if (version.isPresent() && !version.get().equals(sent)) {
            throw new IOException("the file changed while it was sent");
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
