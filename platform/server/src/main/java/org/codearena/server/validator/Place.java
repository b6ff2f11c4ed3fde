package org.codearena.server.validator;

/** Where in the output the reader stands: token, line and byte of the line, each from 1. Not thread-safe. */
final class Place {
    private long token;
    private long line = 1;
    private long column = 1;
    private boolean insideToken;

    /** Passes over bytes; answers the index just behind the last whitespace among them, or {@code from} without any. */
    int pass(byte[] bytes, int from, int to) {
        long lines = 0;
        long tokens = 0;
        int inside = insideToken ? 1 : 0;
        for (int i = from; i < to; i++) {
            int next = Ascii.IS_TOKEN[bytes[i] & 0xff];
            tokens += next & ~inside;
            lines += bytes[i] == '\n' ? 1 : 0;
            inside = next;
        }
        token += tokens;
        line += lines;
        insideToken = inside != 0;
        column = lines == 0 ? column + (to - from) : to - lastNewline(bytes, to);
        return behindLastSpace(bytes, from, to);
    }

    /** The next byte, which has been looked at, is the first of a token. */
    void beginToken() {
        token++;
        insideToken = true;
    }

    boolean insideToken() {
        return insideToken;
    }

    /** How many tokens have begun. */
    long token() {
        return token;
    }

    String here() {
        return "line " + line + ", column " + column;
    }

    /** Where the current token began, given what has been passed of it. */
    String ofToken(Token current) {
        return "token " + token + " at line " + line + ", column " + (column - current.length());
    }

    private static int lastNewline(byte[] bytes, int to) {
        int at = to - 1;
        while (bytes[at] != '\n') {
            at--;
        }
        return at;
    }

    private static int behindLastSpace(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && !Ascii.isSpace(bytes[at - 1])) {
            at--;
        }
        return at;
    }
}
