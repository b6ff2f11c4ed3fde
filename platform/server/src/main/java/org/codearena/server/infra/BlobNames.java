package org.codearena.server.infra;

import java.util.regex.Pattern;

/** What blobs are called. */
final class BlobNames {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private BlobNames() {}

    /** This name, if it is one; it becomes part of paths. */
    static String checked(String sha256) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256 in lower-case hexadecimal");
        }
        return sha256;
    }
}
