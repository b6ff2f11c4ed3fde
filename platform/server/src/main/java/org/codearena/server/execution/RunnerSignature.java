package org.codearena.server.execution;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.codearena.server.kernel.Secret;

/**
 * Signs requests to a runner that has a key, which answers to nobody else: {@code runner/WORKSPACE.md} says how. What is signed is the
 * request's own method and target, so each request needs a signature of its own. Thread-safe.
 */
public final class RunnerSignature {
    /** The header that carries it. */
    public static final String HEADER = "Codearena-Signature";

    /** How long a request may be on its way; half of what a runner allows, so that clocks may differ. */
    private static final Duration LIFE = Duration.ofSeconds(30);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final String PLAIN = "-._~:";

    /** On whose behalf a request is made. */
    public sealed interface Subject {
        /** The server's own doing. */
        record Server() implements Subject {}

        /**
         * Somebody who is logged in.
         *
         * @param login names the login, so that what it opened can be ended with it
         */
        record User(UUID id, String login) implements Subject {}
    }

    private final byte[] key;
    private final InstantSource clock;

    /** For one runner's key: 32 bytes as 64 hexadecimal digits. */
    public RunnerSignature(Secret key, InstantSource clock) {
        this.key = HexFormat.of().parseHex(key.value());
        this.clock = clock;
        if (this.key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a runner's key has " + this.key.length + " bytes, " + KEY_BYTES + " are needed");
        }
    }

    /**
     * The header's value for one request that is sent now.
     *
     * @param target path and query exactly as they are sent
     */
    public String sign(String method, String target, Subject subject) {
        String sub = encoded(text(subject));
        long exp = clock.instant().plus(LIFE).getEpochSecond();
        String signed = "v1\n" + method + "\n" + target + "\n" + sub + "\n" + exp + "\n";
        return "v1;sub=" + sub + ";exp=" + exp + ";mac=" + mac(signed);
    }

    private static String text(Subject subject) {
        return switch (subject) {
            case Subject.Server _ -> "server";
            case Subject.User(UUID id, String login) -> "user:" + id + ";login:" + login;
        };
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] code = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** In percent-encoding, all but letters, digits and a few signs that mean nothing in the header. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char sign = (char) (each & 0xff);
            if (sign < 0x80 && (Character.isLetterOrDigit(sign) || PLAIN.indexOf(sign) >= 0)) {
                encoded.append(sign);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return encoded.toString();
    }
}
