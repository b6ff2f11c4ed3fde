package org.codearena.server.validator;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One number in the format's own grammar: an optional sign, decimal digits with at most one point and at least one digit,
 * an optional exponent. No hexadecimal, infinity, NaN or thousands separator, and nothing before or behind. The bytes are
 * taken with their length, so that a NUL is a byte like any other.
 *
 * <p>Holds an approximation that is quick to make and good to a relative 2<sup>-50</sup>, and makes the exact value when
 * asked. Limits, which the format leaves to the system: {@value #LONGEST} characters, and magnitudes between 10^-{@value
 * #LARGEST_EXPONENT}, below which a number is read as 0, and 10^{@value #LARGEST_EXPONENT}, above which it is not read as a
 * number. They keep the exact arithmetic cheap. Reused from number to number; not thread-safe.
 */
final class DecimalNumber {
    static final int LONGEST = 4096;
    static final int LARGEST_EXPONENT = 5000;

    /** As many digits as always fit into a long. */
    private static final int MANTISSA_DIGITS = 18;

    private static final double[] POWERS = powers();

    private byte[] text = new byte[0];
    private int length;

    private boolean negative;
    private boolean pointSeen;
    private boolean digitSeen;
    private long mantissa;
    private int mantissaDigits;
    /** What the mantissa's last digit has to be multiplied with, as a power of ten. */
    private long scale;

    private double approximate;
    private boolean vanishes;

    /** Whether the first bytes are a number; if so, it is the one held until the next call. The array is not copied. */
    boolean parse(byte[] bytes, int count) {
        if (count == 0 || count > LONGEST) {
            return false;
        }
        text = bytes;
        length = count;
        return digits(sign(0)) && withinLimits();
    }

    double approximate() {
        return approximate;
    }

    /** The exact value; costs an allocation and time, so only where the approximation does not decide. */
    BigDecimal exact() {
        return vanishes ? BigDecimal.ZERO : new BigDecimal(new String(text, 0, length, StandardCharsets.ISO_8859_1));
    }

    private int sign(int at) {
        negative = text[at] == '-';
        return negative || text[at] == '+' ? at + 1 : at;
    }

    private boolean digits(int from) {
        pointSeen = false;
        digitSeen = false;
        mantissa = 0;
        mantissaDigits = 0;
        scale = 0;
        int at = from;
        for (; at < length; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digit(digit);
            } else if (text[at] == '.' && !pointSeen) {
                pointSeen = true;
            } else {
                break;
            }
        }
        return digitSeen && (at == length || exponent(at));
    }

    private void digit(int digit) {
        digitSeen = true;
        if (mantissaDigits == MANTISSA_DIGITS) {
            scale += pointSeen ? 0 : 1;
            return;
        }
        mantissa = 10 * mantissa + digit;
        mantissaDigits += mantissa == 0 ? 0 : 1;
        scale -= pointSeen ? 1 : 0;
    }

    private boolean exponent(int at) {
        if ((text[at] != 'e' && text[at] != 'E') || at + 1 == length) {
            return false;
        }
        boolean down = text[at + 1] == '-';
        int from = down || text[at + 1] == '+' ? at + 2 : at + 1;
        long exponent = 0;
        for (int i = from; i < length; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            exponent = Math.min(10 * exponent + digit, Integer.MAX_VALUE);
        }
        scale += down ? -exponent : exponent;
        return from < length;
    }

    private boolean withinLimits() {
        long magnitude = scale + mantissaDigits;
        vanishes = mantissa == 0 || magnitude < -LARGEST_EXPONENT;
        approximate = vanishes ? 0 : (negative ? -scaled() : scaled());
        return vanishes || magnitude <= LARGEST_EXPONENT;
    }

    private double scaled() {
        if (scale >= POWERS.length) {
            return Double.POSITIVE_INFINITY;
        }
        if (scale >= 0) {
            return mantissa * POWERS[(int) scale];
        }
        int down = (int) Math.min(-scale, 2L * (POWERS.length - 1));
        int first = Math.min(down, POWERS.length - 1);
        return mantissa / POWERS[first] / POWERS[down - first];
    }

    private static double[] powers() {
        double[] powers = new double[309];
        Arrays.setAll(powers, i -> Double.parseDouble("1e" + i));
        return powers;
    }
}
