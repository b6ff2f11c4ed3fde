package org.codearena.server.validator;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a number is near enough to the answer's. The comparison is that of the numbers as they are written, as if in
 * exact arithmetic: {@code |s - a| <= e} or {@code |s - a| <= e |a|}. So a number that is off by exactly the tolerance is
 * accepted, whatever the rounding of doubles would make of it.
 *
 * <p>Doubles decide alone where they are clear of the border by more than all their rounding can sum up to; only within
 * that hair's breadth are the exact values made.
 */
final class Tolerance {
    /** Both approximations are good to 2^-50 each, the difference adds its own rounding: 2^-49 of either covers it. */
    private static final double DIFFERENCE_ERROR = 0x1p-49;

    /** The bound is a product of two such approximations, so good to 2^-48. */
    private static final double BOUND_ERROR = 0x1p-47;

    /** Where doubles run out of bits near zero the errors above are no longer relative; this is far above that place. */
    private static final double NEAR_ZERO = 0x1p-1000;

    private enum Decision {
        WITHIN,
        OUTSIDE,
        UNCLEAR
    }

    private final BigDecimal absolute;
    private final BigDecimal relative;
    private final double absoluteApproximate;
    private final double relativeApproximate;
    private final String shown;

    Tolerance(ValidatorFlags flags) {
        // A tolerance that was not given accepts only what the other one, or equality, accepts as well.
        absolute = flags.absoluteTolerance().orElse(BigDecimal.ZERO);
        relative = flags.relativeTolerance().orElse(BigDecimal.ZERO);
        absoluteApproximate = absolute.doubleValue();
        relativeApproximate = relative.doubleValue();
        shown = Stream.of(
                        flags.absoluteTolerance().map(e -> "absolute tolerance " + e),
                        flags.relativeTolerance().map(e -> "relative tolerance " + e))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    boolean accepts(DecimalNumber submitted, DecimalNumber answer) {
        double s = submitted.approximate();
        double a = answer.approximate();
        Decision byAbsolute = decide(s, a, absoluteApproximate);
        Decision byRelative = decide(s, a, relativeApproximate * Math.abs(a));
        if (byAbsolute == Decision.WITHIN || byRelative == Decision.WITHIN) {
            return true;
        }
        if (byAbsolute == Decision.OUTSIDE && byRelative == Decision.OUTSIDE) {
            return false;
        }
        return acceptsExactly(submitted.exact(), answer.exact());
    }

    private static Decision decide(double s, double a, double bound) {
        double difference = Math.abs(s - a);
        double error = (Math.abs(s) + Math.abs(a)) * DIFFERENCE_ERROR + NEAR_ZERO;
        if (!Double.isFinite(difference + error)) {
            return Decision.UNCLEAR;
        }
        if (difference + error <= bound * (1 - BOUND_ERROR)) {
            return Decision.WITHIN;
        }
        return difference - error > bound * (1 + BOUND_ERROR) ? Decision.OUTSIDE : Decision.UNCLEAR;
    }

    private boolean acceptsExactly(BigDecimal s, BigDecimal a) {
        BigDecimal difference = s.subtract(a).abs();
        return difference.compareTo(absolute) <= 0 || difference.compareTo(relative.multiply(a.abs())) <= 0;
    }

    @Override
    public String toString() {
        return shown;
    }
}
