package org.codearena.server.validator;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of the default output validator.
 *
 * @param caseSensitive tokens must be equal byte for byte, not only up to the case of ASCII letters
 * @param spaceChangeSensitive whitespace must be equal too, in kind and amount, the end of the output included
 * @param relativeTolerance how far a number may be off, as a fraction of the answer's number
 * @param absoluteTolerance how far a number may be off
 */
public record ValidatorFlags(
        boolean caseSensitive,
        boolean spaceChangeSensitive,
        Optional<BigDecimal> relativeTolerance,
        Optional<BigDecimal> absoluteTolerance) {

    /** Token by token, letters of either case, any whitespace, numbers compared as text. */
    public static final ValidatorFlags NONE = new ValidatorFlags(false, false, Optional.empty(), Optional.empty());

    private static final String ALLOWED = "case_sensitive, space_change_sensitive, float_tolerance E,"
            + " float_relative_tolerance E, float_absolute_tolerance E";

    public ValidatorFlags {
        relativeTolerance.ifPresent(ValidatorFlags::requireTolerance);
        absoluteTolerance.ifPresent(ValidatorFlags::requireTolerance);
    }

    /**
     * Reads the arguments as a problem package gives them.
     *
     * @throws IllegalArgumentException when one is unknown, lacks its number, or contradicts another; the message says
     *     which, and what is allowed
     */
    public static ValidatorFlags parse(List<String> arguments) {
        boolean caseSensitive = false;
        boolean spaceChangeSensitive = false;
        Optional<BigDecimal> both = Optional.empty();
        Optional<BigDecimal> relative = Optional.empty();
        Optional<BigDecimal> absolute = Optional.empty();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            switch (flag) {
                case "case_sensitive" -> caseSensitive = true;
                case "space_change_sensitive" -> spaceChangeSensitive = true;
                case "float_tolerance" -> both = tolerance(flag, both, rest);
                case "float_relative_tolerance" -> relative = tolerance(flag, relative, rest);
                case "float_absolute_tolerance" -> absolute = tolerance(flag, absolute, rest);
                default ->
                    throw new IllegalArgumentException(
                            "validator flag " + quoted(flag) + " is unknown, allowed are " + ALLOWED);
            }
        }
        if (both.isPresent() && (relative.isPresent() || absolute.isPresent())) {
            throw new IllegalArgumentException("validator flag 'float_tolerance' sets both tolerances and cannot stand"
                    + " beside 'float_relative_tolerance' or 'float_absolute_tolerance'");
        }
        return new ValidatorFlags(
                caseSensitive,
                spaceChangeSensitive,
                both.isPresent() ? both : relative,
                both.isPresent() ? both : absolute);
    }

    boolean comparesNumbers() {
        return relativeTolerance.isPresent() || absoluteTolerance.isPresent();
    }

    private static Optional<BigDecimal> tolerance(String flag, Optional<BigDecimal> known, Iterator<String> rest) {
        if (known.isPresent()) {
            throw new IllegalArgumentException("validator flag '" + flag + "' is given twice");
        }
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(
                    "validator flag '" + flag + "' lacks its tolerance, such as '" + flag + " 1e-6'");
        }
        String text = rest.next();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        DecimalNumber number = new DecimalNumber();
        if (!number.parse(bytes, bytes.length) || number.exact().signum() < 0) {
            throw new IllegalArgumentException("validator flag '" + flag + "' has the tolerance " + quoted(text)
                    + ", allowed are decimal numbers of 0 and more, such as 0.001 or 1e-6");
        }
        return Optional.of(number.exact());
    }

    private static void requireTolerance(BigDecimal tolerance) {
        if (tolerance.signum() < 0) {
            throw new IllegalArgumentException("a tolerance is " + tolerance + ", allowed are 0 and more");
        }
    }

    private static String quoted(String text) {
        return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    }
}
