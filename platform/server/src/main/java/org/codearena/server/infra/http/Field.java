package org.codearena.server.infra.http;

import java.util.regex.Pattern;

/** A header field of HTTP/1.1: neither its name nor its value can break out of their line. */
public record Field(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final int LONGEST = 16 << 10;

    public Field {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a field's name has other characters than HTTP allows");
        }
        if (value.length() > LONGEST || value.chars().anyMatch(Field::isForbidden)) {
            throw new IllegalArgumentException(
                    "the value of field '" + name + "' is too long or has control characters");
        }
    }

    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** As it is sent. */
    String line() {
        return name + ": " + value + "\r\n";
    }

    private static boolean isForbidden(int sign) {
        return (sign < ' ' && sign != '\t') || sign == 0x7f || sign > 0xff;
    }
}
