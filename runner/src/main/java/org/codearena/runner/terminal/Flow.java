package org.codearena.runner.terminal;

/**
 * Slows down a terminal that prints much while somebody types at another: a flood through all its stations takes both cores of a
 * small machine, and a keystroke has the same way to go. Nobody can read the slower flood either. Used by one thread.
 */
final class Flow {
    /** More than a screen drawn anew, so that what is no flood is never slowed down. */
    static final long BURST_BYTES = 64 << 10;

    static final long BYTES_PER_SECOND = 2 << 20;

    /** Fewer bytes would make pauses so short that they cost more than they spare. */
    private static final long LEAST_DEBT_BYTES = 8 << 10;

    /** What was printed while nobody typed is not held against anybody for longer than some milliseconds. */
    private static final long MOST_DEBT_BYTES = 16 << 10;

    private static final long SECOND = 1_000_000_000L;

    private final int terminal;
    private final Typing typing;
    private long allowed = BURST_BYTES;
    private long seenAt;

    /** @param now as {@link System#nanoTime} says it */
    Flow(int terminal, Typing typing, long now) {
        this.terminal = terminal;
        this.typing = typing;
        this.seenAt = now;
    }

    /** How long nothing more is to be read after so many bytes, in nanoseconds. */
    long pauseAfter(int bytes, long now) {
        long earned = Math.min(BURST_BYTES, (now - seenAt) * BYTES_PER_SECOND / SECOND);
        seenAt = now;
        allowed = Math.clamp(allowed + earned - bytes, -MOST_DEBT_BYTES, BURST_BYTES);
        return allowed <= -LEAST_DEBT_BYTES && typing.isElsewhere(terminal, now)
                ? -allowed * SECOND / BYTES_PER_SECOND
                : 0;
    }
}
