package org.codearena.server.infra.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What was read of a request, kept so that a repeated request can be told from another under the same key. */
record RequestBody(byte[] bytes) {
    byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
