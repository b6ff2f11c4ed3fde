package org.codearena.server.problem.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.codearena.server.kernel.Sha256;

/** The name of a package's content: SHA-256 over the path, size and SHA-256 of each of its files, in order. */
final class PackageHash {
    /** A package that is read for more than it once was makes another version: what is judged by it may differ. */
    private static final String READER = "2\n";

    private PackageHash() {}

    static String of(PackageTree tree) throws IOException {
        MessageDigest all = Sha256.digest();
        all.update(READER.getBytes(StandardCharsets.UTF_8));
        for (PackageFile file : tree.files().values()) {
            String line =
                    file.path() + "\0" + file.bytes() + "\0" + HexFormat.of().formatHex(hash(file)) + "\n";
            all.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static byte[] hash(PackageFile file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file.location()), digest)) {
            byte[] buffer = new byte[1 << 16];
            int got = in.read(buffer);
            while (got >= 0) {
                got = in.read(buffer);
            }
        }
        return digest.digest();
    }
}
