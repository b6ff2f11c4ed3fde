package org.codearena.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** 256 random bits that stand for a login or an access token. Only the hash is ever stored: it cannot be guessed back. */
record SecretToken(String value) {
    /** What a personal access token begins with, so that people and scanners know one when they see it. */
    static final String ACCESS_PREFIX = "cat_";

    private static final int BYTES = 32;

    static SecretToken session(SecureRandom random) {
        return new SecretToken(encoded(random));
    }

    static SecretToken access(SecureRandom random) {
        return new SecretToken(ACCESS_PREFIX + encoded(random));
    }

    byte[] sha256() {
        return sha256(value);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String encoded(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "***";
    }
}
