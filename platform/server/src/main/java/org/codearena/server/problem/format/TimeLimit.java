package org.codearena.server.problem.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;

/** A problem's time limit: given, or to be found by running the package's own submissions. */
public sealed interface TimeLimit {

    /** The package says it. */
    record Given(long ms) implements TimeLimit {}

    /**
     * The package leaves it to whoever judges its submissions.
     *
     * @param acToLimit the limit is at least so many times what the slowest submission takes that must not be too slow
     * @param limitToTle it is at most what the fastest submission takes that must be too slow, divided by this
     * @param resolutionMs it is a multiple of this
     */
    record Inferred(BigDecimal acToLimit, BigDecimal limitToTle, long resolutionMs) implements TimeLimit {

        /** The smallest limit that is generous enough for submissions that took this long. */
        public long forSlowestMs(long slowestMs) {
            BigDecimal least = acToLimit.multiply(BigDecimal.valueOf(Math.max(slowestMs, 1)));
            BigDecimal steps = least.divide(BigDecimal.valueOf(resolutionMs), 0, RoundingMode.CEILING);
            return steps.longValueExact() * resolutionMs;
        }

        /** Whether a submission that must be too slow, and took this long, stays too slow by enough. */
        public boolean separates(long limitMs, long fastestTooSlowMs) {
            return limitToTle.multiply(BigDecimal.valueOf(limitMs)).compareTo(BigDecimal.valueOf(fastestTooSlowMs))
                    <= 0;
        }

        /** How long a submission must be let run to see whether it is too slow by enough. */
        public long observedMs(long limitMs) {
            return limitToTle
                    .multiply(BigDecimal.valueOf(limitMs))
                    .setScale(0, RoundingMode.CEILING)
                    .longValueExact();
        }
    }

    default Optional<Inferred> inferred() {
        return this instanceof Inferred inferred ? Optional.of(inferred) : Optional.empty();
    }

    default OptionalLong given() {
        return this instanceof Given(long ms) ? OptionalLong.of(ms) : OptionalLong.empty();
    }
}
