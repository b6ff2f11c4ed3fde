package org.codearena.loadtest.ide;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A long output whose bytes are known: a file of random bytes is made in the session and printed raw. Counts and hashes what
 * arrives, over as many connections as it takes, and minds that no byte comes twice or is left out.
 */
final class Flood implements WorkspaceSocket.Screen {
    private static final String FILE = "/tmp/flood";
    private static final Duration MAKING = Duration.ofMinutes(2);
    private static final byte[] BEGIN = {'B', 'E', 'G', 'I', 'N', '!'};

    private final long size;
    private final MessageDigest digest = sha256();
    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    private long expected = -1;
    private int matched;
    private long counted;
    private long startedAt;
    private long endedAt;

    Flood(long size) {
        this.size = size;
    }

    /** Makes the file, through a terminal whose output is in the transcript; answers its SHA-256. */
    static String make(WorkspaceSocket socket, long terminal, Transcript transcript, long size) throws IOException {
        socket.type(
                terminal,
                "head -c " + size + " /dev/urandom > " + FILE + "; echo \"sum\"=$(sha256sum < " + FILE + ")=\"sum\"\n");
        String seen = transcript.await("=sum", MAKING);
        int from = seen.lastIndexOf("sum=") + "sum=".length();
        return seen.substring(from, from + 64);
    }

    /** What to type so that the file is printed, byte for byte; the shell's own echo does not contain the mark. */
    static String command() {
        return "stty raw -echo; printf 'BEG''IN!'; cat " + FILE + "; stty sane\n";
    }

    @Override
    public synchronized void output(long offset, byte[] bytes) {
        if (expected < 0) {
            expected = offset;
        }
        if (offset != expected) {
            whole.completeExceptionally(new IOException("output goes on at " + offset + ", expected was " + expected));
            return;
        }
        expected += bytes.length;
        int from = behindMark(bytes);
        int count = (int) Math.min(bytes.length - from, size - counted);
        if (count > 0) {
            digest.update(bytes, from, count);
            counted += count;
            if (counted == size) {
                endedAt = System.nanoTime();
                whole.complete(null);
            }
        }
    }

    /** Where the file's bytes begin in this piece. */
    private int behindMark(byte[] bytes) {
        int at = 0;
        while (matched < BEGIN.length && at < bytes.length) {
            matched = bytes[at] == BEGIN[matched] ? matched + 1 : bytes[at] == BEGIN[0] ? 1 : 0;
            at++;
            if (matched == BEGIN.length) {
                startedAt = System.nanoTime();
            }
        }
        return at;
    }

    /** The offset that comes next. */
    synchronized long next() {
        return Math.max(expected, 0);
    }

    synchronized long counted() {
        return counted;
    }

    long size() {
        return size;
    }

    /** Comes when the last byte has come, or when one was wrong. */
    CompletableFuture<Void> ended() {
        return whole.handle((_, _) -> null);
    }

    boolean done() {
        return whole.isDone();
    }

    /** Waits for the last byte; answers the SHA-256 of all. */
    String await(Duration atMost) throws IOException {
        try {
            whole.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return HexFormat.of().formatHex(digest.digest());
        } catch (Exception failed) {
            throw new IOException(counted() + " of " + size + " bytes arrived: " + failed, failed);
        }
    }

    synchronized double megabytesPerSecond() {
        return size / 1e6 / ((endedAt - startedAt) / 1e9);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
