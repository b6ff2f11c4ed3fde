package org.codearena.server.workspace.session;

import java.time.Duration;

/**
 * How many sessions there may be, and for how long.
 *
 * @param perUser live sessions of one person
 * @param idle without real use, after which a session stops
 * @param life after which a session stops in any case
 * @param warning before either
 * @param saving how long a stop may take to save what is on the disk
 * @param restarts within {@code restartsWithin}, above which a session whose runner keeps dying fails
 */
public record SessionLimits(
        int perUser,
        Duration idle,
        Duration life,
        Duration warning,
        Duration saving,
        int restarts,
        Duration restartsWithin) {
    private static final int WARNING_SHARE = 4;

    public static final SessionLimits DEFAULT = new SessionLimits(
            3,
            Duration.ofMinutes(30),
            Duration.ofHours(12),
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            3,
            Duration.ofMinutes(10));

    public SessionLimits {
        if (perUser < 1 || restarts < 0) {
            throw new IllegalArgumentException("sessions per user are " + perUser + " and restarts " + restarts
                    + ", allowed are at least 1 and at least 0");
        }
        if (idle.compareTo(warning) <= 0 || life.compareTo(warning) <= 0) {
            throw new IllegalArgumentException("a session warns " + warning + " before it has been idle for " + idle
                    + " or has run for " + life + "; both must be longer");
        }
    }

    /** With a warning two minutes before a session stops, or a quarter of the time after which it does. */
    public SessionLimits withIdle(Duration newIdle) {
        Duration share = newIdle.dividedBy(WARNING_SHARE);
        Duration newWarning = share.compareTo(DEFAULT.warning) < 0 ? share : DEFAULT.warning;
        return new SessionLimits(perUser, newIdle, life, newWarning, saving, restarts, restartsWithin);
    }

    IdleRule idleRule() {
        return new IdleRule(idle, life, warning);
    }
}
