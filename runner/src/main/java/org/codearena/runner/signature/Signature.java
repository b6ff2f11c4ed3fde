package org.codearena.runner.signature;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks that a request was signed with the key of this runner, and not long ago. Safe for use by several threads. */
public final class Signature {
    /** Carries it. */
    public static final HeaderName HEADER = HeaderNames.create("Codearena-Signature");

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern FORM =
            Pattern.compile("v1;sub=([^; \\n]{1,1000});exp=([0-9]{1,12});mac=([A-Za-z0-9_-]{43})");

    private final SecretKeySpec key;
    private final InstantSource clock;

    /** @param hex the key, 64 hexadecimal digits */
    public Signature(String hex, InstantSource clock) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("the key has " + bytes.length + " bytes, it must have " + KEY_BYTES);
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.clock = clock;
    }

    /** What signs a request of the server's. */
    public String sign(String method, String target) {
        String subject = "server";
        String expires = Long.toString(clock.instant().plus(LONGEST).getEpochSecond());
        byte[] mac = mac(signed(method, target, subject, expires));
        return "v1;sub=" + subject + ";exp=" + expires + ";mac="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    private static String signed(String method, String target, String subject, String expires) {
        return "v1\n" + method + '\n' + target + '\n' + subject + '\n' + expires + '\n';
    }

    /** For whom the request is; empty when it is not signed as it must be. */
    public Optional<Subject> check(HttpPrologue prologue, Optional<String> header) {
        String query = prologue.query().rawValue();
        String path = prologue.uriPath().rawPath();
        return check(prologue.method().text(), query.isEmpty() ? path : path + '?' + query, header);
    }

    public Optional<Subject> check(String method, String target, Optional<String> header) {
        return header.map(FORM::matcher)
                .filter(Matcher::matches)
                .filter(form -> isCurrent(Long.parseLong(form.group(2))) && isGenuine(form, method, target))
                .flatMap(form -> subject(form.group(1)));
    }

    private boolean isCurrent(long expires) {
        long now = clock.instant().getEpochSecond();
        return expires >= now && expires <= now + LONGEST.toSeconds();
    }

    private boolean isGenuine(Matcher form, String method, String target) {
        byte[] expected = mac(signed(method, target, form.group(1), form.group(2)));
        return MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(form.group(3)));
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }

    private static Optional<Subject> subject(String encoded) {
        try {
            return Subject.parse(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
