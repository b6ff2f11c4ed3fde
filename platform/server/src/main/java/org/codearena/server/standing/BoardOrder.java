package org.codearena.server.standing;

import java.time.Instant;

/**
 * The order of the leaderboard as one number, for a sorted set: more points first, and among equals who got there
 * earlier. The low 32 bits count down the seconds, the bits above are the points; a double holds 53 bits exactly, so
 * points may go up to two million, and the seconds last until the year 2106.
 */
final class BoardOrder {
    private static final long SECONDS = 1L << 32;

    private BoardOrder() {}

    static long of(long score, Instant lastAcceptedAt) {
        return score * SECONDS + (SECONDS - 1 - Math.clamp(lastAcceptedAt.getEpochSecond(), 0, SECONDS - 1));
    }
}
