package org.codearena.server.submission;

import java.nio.charset.StandardCharsets;

/** Text as PostgreSQL can keep it. */
public final class StoredText {
    private StoredText() {}

    /** Bytes that are not UTF-8 become replacement characters, and so does NUL, which PostgreSQL refuses in text. */
    public static String safe(byte[] bytes) {
        return safe(new String(bytes, StandardCharsets.UTF_8));
    }

    public static String safe(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
