package org.codearena.runner.files;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.codearena.contract.workspace.Changes;

/**
 * What was seen of a file while its bytes were hashed.
 *
 * @param before and {@code after}: what the system said of it then
 * @param startedAt in nanoseconds since 1970
 */
record Look(Stat before, Stat after, OpenFile.Hashed hashed, long startedAt, Duration took) {
    /**
     * The system notes the time of a change in steps, of 10 ms at most: a file that was changed so shortly before it was
     * hashed may be changed again without looking different.
     */
    private static final Duration CLOCK_STEP = Duration.ofMillis(20);

    private static final long MILLISECOND = 1_000_000;

    /**
     * Hashes as many bytes as the file has at the start, so that one that only grows is kept as it was at some moment.
     *
     * @throws ErrnoException {@code EFBIG} when it has more than {@code maxBytes}
     */
    static Look at(OpenFile file, long maxBytes, InstantSource clock) throws IOException {
        long startedAt = clock.millis() * MILLISECOND;
        long start = System.nanoTime();
        Stat before = file.stat();
        if (before.size() > maxBytes) {
            throw new ErrnoException("read", ErrnoException.EFBIG);
        }
        OpenFile.Hashed hashed = file.hash(before.size());
        return new Look(before, file.stat(), hashed, startedAt, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Whether nothing changed it meanwhile, as far as can be seen. */
    boolean isSteady() {
        return before.equals(after) && hashed.size() == before.size();
    }

    /** Whether a file that still looks the same later has the same bytes. */
    boolean isTrusted() {
        return isSteady() && startedAt - before.changed() > CLOCK_STEP.toNanos();
    }

    Changes.Content content() {
        return new Changes.Content(hashed.sha256(), hashed.size(), after.executable());
    }
}
