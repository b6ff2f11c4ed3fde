package org.codearena.server.validator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalNumberTest {
    /** The grammar as the format's specification prints it. */
    private static final Pattern GRAMMAR = Pattern.compile("[+-]?([0-9]*\\.[0-9]+|[0-9]+\\.|[0-9]+)([Ee][+-]?[0-9]+)?");

    private final DecimalNumber number = new DecimalNumber();

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+5, 5",
        ".5, 0.5",
        "5., 5",
        "-.5e1, -5",
        "5.e-1, 0.5",
        "1E5, 100000",
        "1e+05, 100000",
        "0e99999999999999999999, 0",
        "1e-99999999999999999999, 0",
        "000000000000000000000000000000000000000000012.5, 12.5",
        "123456789012345678901234567890.123456789012345678901234567890, "
                + "123456789012345678901234567890.123456789012345678901234567890"
    })
    void decimalNumbersAreReadExactly(String text, BigDecimal value) {
        assertTrue(parse(text));
        assertEquals(0, value.compareTo(number.exact()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "-",
                ".",
                "e",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1e5.",
                "1.2.3",
                "1,0",
                "0x1p0",
                "0x10",
                "nan",
                "NaN",
                "inf",
                "Infinity",
                "-inf",
                "1f",
                "1d",
                "1L",
                "--1",
                "+-1",
                "1_000",
                "1 ",
                " 1",
                "1\0",
                "1.0\0junk",
                "١",
                "1e5e5",
                "1e5001",
                "1e99999999999999999999"
            })
    void nothingElseIsANumber(String text) {
        assertFalse(parse(text));
    }

    @Test
    void aNumberMayBeLongButNotEndless() {
        assertTrue(parse("1".repeat(DecimalNumber.LONGEST - 200) + "." + "0".repeat(199)));
        assertFalse(parse("0".repeat(DecimalNumber.LONGEST + 1)));
    }

    @Property
    void theGrammarIsTheSpecifications(@ForAll("almostNumbers") String text) {
        assertEquals(GRAMMAR.matcher(text).matches(), parse(text), text);
    }

    @Property
    void theApproximationIsAsGoodAsPromised(@ForAll("numbers") String text) {
        assertTrue(parse(text), text);
        BigDecimal exact = number.exact();
        assertEquals(0, new BigDecimal(text).compareTo(exact), text);
        if (Double.isFinite(number.approximate())) {
            BigDecimal error =
                    new BigDecimal(number.approximate()).subtract(exact).abs();
            BigDecimal bound = exact.abs().multiply(power(-50)).add(power(-1000));
            assertTrue(error.compareTo(bound) <= 0, text);
        } else {
            assertTrue(exact.abs().compareTo(new BigDecimal("1e308")) > 0, text);
        }
    }

    @Provide
    Arbitrary<String> almostNumbers() {
        return Arbitraries.strings().withChars("+-..Ee013x\0").ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(40);
        Arbitrary<String> sign = Arbitraries.of("", "-", "+");
        Arbitrary<String> exponent = Arbitraries.integers().between(-400, 400).map(e -> "e" + e);
        return net.jqwik.api.Combinators.combine(sign, digits, digits, exponent)
                .as((s, whole, part, e) -> s + whole + "." + part + e);
    }

    private static BigDecimal power(int exponent) {
        return new BigDecimal(Math.scalb(1.0, exponent));
    }

    private boolean parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return number.parse(bytes, bytes.length);
    }
}
