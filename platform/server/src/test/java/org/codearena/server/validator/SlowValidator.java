package org.codearena.server.validator;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The specification read a second time, word by word and without regard to speed or memory: whole files as Latin-1
 * strings, regular expressions, exact arithmetic. Shares nothing with the validator under test.
 */
final class SlowValidator {
    private static final Pattern PIECE = Pattern.compile("[ \\x0c\\n\\r\\t\\x0b]+|[^ \\x0c\\n\\r\\t\\x0b]+");
    private static final Pattern FLOAT = Pattern.compile("[+-]?([0-9]*\\.[0-9]+|[0-9]+\\.|[0-9]+)([Ee][+-]?[0-9]+)?");

    private final boolean caseSensitive;
    private final boolean spaceChangeSensitive;
    private final Optional<BigDecimal> relative;
    private final Optional<BigDecimal> absolute;

    SlowValidator(
            boolean caseSensitive,
            boolean spaceChangeSensitive,
            Optional<BigDecimal> relative,
            Optional<BigDecimal> absolute) {
        this.caseSensitive = caseSensitive;
        this.spaceChangeSensitive = spaceChangeSensitive;
        this.relative = relative;
        this.absolute = absolute;
    }

    boolean accepts(byte[] answer, byte[] output) {
        List<String> expected = pieces(answer);
        List<String> given = pieces(output);
        if (expected.size() != given.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!accepts(expected.get(i), given.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<String> pieces(byte[] bytes) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            if (spaceChangeSensitive || !isSpace(matcher.group())) {
                pieces.add(matcher.group());
            }
        }
        return pieces;
    }

    private boolean accepts(String expected, String given) {
        if (isSpace(expected) || isSpace(given)) {
            return expected.equals(given);
        }
        Optional<BigDecimal> answer =
                relative.isPresent() || absolute.isPresent() ? number(expected) : Optional.empty();
        if (answer.isPresent()) {
            return number(given).map(submitted -> near(answer.get(), submitted)).orElse(false);
        }
        return caseSensitive ? expected.equals(given) : lower(expected).equals(lower(given));
    }

    /** With the limits that the specification leaves to the system: what is beyond 10^5000 is none, or as good as 0. */
    private static Optional<BigDecimal> number(String token) {
        Matcher matcher = FLOAT.matcher(token);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String exponent = matcher.group(2);
        BigDecimal significand =
                new BigDecimal(token.substring(0, token.length() - (exponent == null ? 0 : exponent.length())));
        BigInteger power = exponent == null ? BigInteger.ZERO : new BigInteger(exponent.substring(1));
        BigInteger magnitude = power.add(BigInteger.valueOf(significand.precision() - (long) significand.scale()));
        BigInteger limit = BigInteger.valueOf(5_000);
        if (significand.signum() == 0 || magnitude.compareTo(limit.negate()) < 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        return magnitude.compareTo(limit) > 0
                ? Optional.empty()
                : Optional.of(significand.scaleByPowerOfTen(power.intValueExact()));
    }

    private boolean near(BigDecimal a, BigDecimal s) {
        BigDecimal off = s.subtract(a).abs();
        return absolute.map(e -> off.compareTo(e) <= 0).orElse(false)
                || relative.map(e -> off.compareTo(e.multiply(a.abs())) <= 0).orElse(false);
    }

    private static boolean isSpace(String piece) {
        return " \f\n\r\t\u000b".indexOf(piece.charAt(0)) >= 0;
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder();
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }
}
