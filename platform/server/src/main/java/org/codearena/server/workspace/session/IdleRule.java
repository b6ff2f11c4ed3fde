package org.codearena.server.workspace.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a session stops by itself, and when its people are warned. Without clock or I/O. */
record IdleRule(Duration idle, Duration life, Duration warning) {
    /** What is due. */
    sealed interface Due {
        record Nothing() implements Due {}

        /**
         * Its people are to be told.
         *
         * @param kind {@code idle} or {@code life}
         * @param at when it will stop
         */
        record Warn(String kind, Instant at) implements Due {}

        /** It is to stop. */
        record Stop(String reason) implements Due {}
    }

    Instant idleAt(Instant lastUsed) {
        return lastUsed.plus(idle);
    }

    Instant endsAt(Instant started) {
        return started.plus(life);
    }

    /** @param warned when its people were last warned */
    Due due(Instant now, Instant lastUsed, Instant endsAt, Optional<Instant> warned) {
        if (!now.isBefore(endsAt)) {
            return new Due.Stop("it has run for " + words(life) + ", which is as long as a session may");
        }
        if (!now.isBefore(idleAt(lastUsed))) {
            return new Due.Stop("it was not used for " + words(idle));
        }
        if (due(now, endsAt) && warned.filter(at -> due(at, endsAt)).isEmpty()) {
            return new Due.Warn("life", endsAt);
        }
        boolean warnedSinceUsed = warned.filter(at -> at.isAfter(lastUsed)).isPresent();
        return due(now, idleAt(lastUsed)) && !warnedSinceUsed
                ? new Due.Warn("idle", idleAt(lastUsed))
                : new Due.Nothing();
    }

    private boolean due(Instant now, Instant end) {
        return !now.isBefore(end.minus(warning));
    }

    /** A duration as people say it. */
    static String words(Duration duration) {
        if (duration.toHours() > 0 && duration.toMinutesPart() == 0) {
            return counted(duration.toHours(), "hour");
        }
        return duration.toMinutes() > 0
                ? counted(duration.toMinutes(), "minute")
                : counted(duration.toSeconds(), "second");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
