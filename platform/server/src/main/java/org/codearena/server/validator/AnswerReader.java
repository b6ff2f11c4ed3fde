package org.codearena.server.validator;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The answer, read ahead by one buffer. Not thread-safe; the stream stays its giver's to close. */
final class AnswerReader {
    private final InputStream in;
    private final byte[] buffer;
    private int at;
    private int limit;
    private boolean ended;

    /** The buffer must hold more than the longest token that {@link #restOfToken} is asked for. */
    AnswerReader(InputStream in, int bufferBytes) {
        this.in = in;
        this.buffer = new byte[bufferBytes];
    }

    boolean atEnd() throws IOException {
        return at == limit && !readMore();
    }

    boolean atSpace() throws IOException {
        return !atEnd() && Ascii.isSpace(buffer[at]);
    }

    boolean atTokenEnd() throws IOException {
        return atEnd() || Ascii.isSpace(buffer[at]);
    }

    /** The next byte, or the end, as a message names it. */
    String nextName() throws IOException {
        return atEnd() ? Ascii.END : Ascii.name(buffer[at]);
    }

    /** How many of the next bytes are those given, as far as one look reaches: 0 means that the very next differs. */
    int equalBytes(byte[] bytes, int from, int to) throws IOException {
        if (atEnd()) {
            return 0;
        }
        int count = Math.min(to - from, limit - at);
        int difference = Arrays.mismatch(bytes, from, from + count, buffer, at, at + count);
        return difference < 0 ? count : difference;
    }

    /** As {@link #equalBytes}, but up to the case of letters and no further than the token. */
    int equalUpToCase(byte[] bytes, int from, int to) throws IOException {
        if (atEnd()) {
            return 0;
        }
        int most = Math.min(to - from, limit - at);
        int count = 0;
        while (count < most
                && !Ascii.isSpace(bytes[from + count])
                && Ascii.equalUpToCase(bytes[from + count], buffer[at + count])) {
            count++;
        }
        return count;
    }

    void skip(int count) {
        at += count;
    }

    void skipSpace() throws IOException {
        while (atSpace()) {
            at = Ascii.endOfSpace(buffer, at, limit);
        }
    }

    /** How many bytes of the token are still to come; when there are more than {@code most}, one more than that. */
    int restOfToken(long most) throws IOException {
        int length = 0;
        while (length <= most && (at + length < limit || readMore()) && !Ascii.isSpace(buffer[at + length])) {
            length++;
        }
        return length;
    }

    /** Moves the next bytes, which have been looked at, into the token. */
    void take(int count, Token token) {
        token.append(buffer, at, at + count);
        at += count;
    }

    /** Takes the rest of the token, of so many bytes, if that makes it a number; else leaves all as it was. */
    boolean completesNumber(int rest, Token token, DecimalNumber number) {
        long before = token.length();
        token.append(buffer, at, at + rest);
        if (!token.isNumber(number)) {
            token.truncate(before);
            return false;
        }
        at += rest;
        return true;
    }

    /** Reads more behind what is not consumed yet; false at the end. */
    private boolean readMore() throws IOException {
        if (ended) {
            return false;
        }
        if (at == limit) {
            at = 0;
            limit = 0;
        } else if (limit == buffer.length) {
            System.arraycopy(buffer, at, buffer, 0, limit - at);
            limit -= at;
            at = 0;
        }
        int got = in.read(buffer, limit, buffer.length - limit);
        ended = got < 0;
        limit += Math.max(got, 0);
        return !ended;
    }
}
