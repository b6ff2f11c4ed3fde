package org.codearena.server.validator;

/** The beginning of a token: its first bytes up to a bound, and how many there were in all. Not thread-safe. */
final class Token {
    /** What a message shows of a token. */
    static final int SHOWN = 40;

    private final byte[] head;
    private long length;

    /** Keeps so many bytes, at least what a message shows. */
    Token(int kept) {
        head = new byte[kept];
    }

    void clear() {
        length = 0;
    }

    void append(byte[] source, int from, int to) {
        if (length < head.length) {
            int kept = Math.min(head.length - (int) length, to - from);
            System.arraycopy(source, from, head, (int) length, kept);
        }
        length += to - from;
    }

    /** Forgets what was appended behind so many bytes. */
    void truncate(long to) {
        length = to;
    }

    long length() {
        return length;
    }

    /** Whether more bytes would change nothing that a message shows. */
    boolean fillsMessage() {
        return length > SHOWN;
    }

    boolean isNumber(DecimalNumber into) {
        return length <= head.length && into.parse(head, (int) length);
    }

    /** The token between quotes, cut to what a message has room for, with everything but plain ASCII escaped. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < Math.min(length, SHOWN); i++) {
            shown.append(Ascii.escaped(head[i]));
        }
        return shown.append(length > SHOWN ? "…\"" : "\"").toString();
    }
}
