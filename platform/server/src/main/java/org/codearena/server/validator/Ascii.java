package org.codearena.server.validator;

import java.util.Arrays;

/** The format's reading of bytes: six of them are whitespace, 26 have a twin in the other case, all others are themselves. */
final class Ascii {
    /** How the end of a stream is called in messages. */
    static final String END = "the end of the output";

    /** 1 for a byte of a token, 0 for whitespace. An int, so that counting needs no branch. */
    static final int[] IS_TOKEN = tokenBytes();

    private static final byte[] FOLDED = folded();

    private Ascii() {}

    static boolean isSpace(byte value) {
        return IS_TOKEN[value & 0xff] == 0;
    }

    static boolean equalUpToCase(byte one, byte other) {
        return FOLDED[one & 0xff] == FOLDED[other & 0xff];
    }

    static int endOfSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    static int endOfToken(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The byte as a message names it. */
    static String name(byte value) {
        return switch (value) {
            case ' ' -> "a space";
            case '\n' -> "a line feed";
            case '\t' -> "a tab";
            case '\r' -> "a carriage return";
            case '\f' -> "a form feed";
            case 0x0b -> "a vertical tab";
            default -> "\"" + escaped(value) + "\"";
        };
    }

    static String escaped(byte value) {
        if (value == '"' || value == '\\') {
            return "\\" + (char) value;
        }
        return value > ' ' && value < 0x7f ? String.valueOf((char) value) : "\\x%02x".formatted(value & 0xff);
    }

    private static int[] tokenBytes() {
        int[] table = new int[256];
        Arrays.fill(table, 1);
        for (char space : " \f\n\r\t\u000b".toCharArray()) {
            table[space] = 0;
        }
        return table;
    }

    private static byte[] folded() {
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
        }
        return table;
    }
}
