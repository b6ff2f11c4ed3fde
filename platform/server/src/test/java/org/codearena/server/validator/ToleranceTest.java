package org.codearena.server.validator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToleranceTest {

    @ParameterizedTest
    @CsvSource({
        // Off by exactly the tolerance is accepted, whatever doubles make of it: 0.4 - 0.3 is 0.10000000000000003
        // there.
        "float_absolute_tolerance 0.1, 0.3, 0.4, true",
        "float_absolute_tolerance 0.1, 0.3, 0.40000000000000000000000000001, false",
        "float_absolute_tolerance 0.1, 0.3, 0.2, true",
        "float_relative_tolerance 0.1, 3, 3.3, true",
        "float_relative_tolerance 0.1, 3, 3.30000000000000000000000001, false",
        "float_relative_tolerance 0.1, -3, -3.3, true",
        "float_relative_tolerance 0.1, -3, 3, false",
        // Relative to the answer, not to the output.
        "float_relative_tolerance 0.5, 2, 3, true",
        "float_relative_tolerance 0.5, 3, 2, true",
        "float_relative_tolerance 0.5, 1, 2, false",
        "float_relative_tolerance 0.5, 2, 1, true",
        "float_relative_tolerance 1e-6, 0, 1e-300, false",
        "float_relative_tolerance 1e-6, 0, 0.0, true",
        "float_relative_tolerance 1e-6, 0, -0, true",
        "float_tolerance 1e-6, 0, 1e-6, true",
        "float_tolerance 1e-6, 1000000, 1000001, true",
        "float_tolerance 1e-6, 1000000, 1000001.000001, false",
        "float_tolerance 0, 1, 1.0, true",
        "float_tolerance 0, 1, 1.0000000000000000000000000000001, false",
        "float_tolerance 0, 0, 1e-4000, false",
        // Far beyond doubles.
        "float_relative_tolerance 0.1, 1e400, 1.1e400, true",
        "float_relative_tolerance 0.1, 1e400, 1.2e400, false",
        "float_relative_tolerance 0.1, 1e400, 1, false",
        "float_absolute_tolerance 0.1, 1e400, 1e401, false",
        "float_relative_tolerance 1e-300, 1e-300, 2e-300, false",
        "float_relative_tolerance 20, 1e308, 1.9e309, true"
    })
    void theComparisonIsThatOfTheNumbersAsWritten(String flags, String answer, String submitted, boolean accepted) {
        assertEquals(accepted, accepts(flags, answer, submitted));
    }

    @Property
    void agreesWithExactArithmeticNearTheBorder(
            @ForAll("numbers") BigDecimal answer,
            @ForAll("tolerances") BigDecimal tolerance,
            @ForAll("hairs") BigDecimal hair,
            @ForAll("flags") String flag) {
        boolean relative = flag.equals("float_relative_tolerance");
        BigDecimal border = relative ? tolerance.multiply(answer.abs()) : tolerance;
        BigDecimal submitted = answer.add(border.multiply(BigDecimal.ONE.add(hair)));
        boolean expected = submitted.subtract(answer).abs().compareTo(border) <= 0;
        assertEquals(
                expected,
                accepts(flag + " " + tolerance, answer.toString(), submitted.toString()),
                () -> submitted + " for " + answer + " within " + tolerance);
    }

    @Provide
    Arbitrary<BigDecimal> numbers() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e20"), new BigDecimal("1e20"))
                .ofScale(12);
    }

    @Provide
    Arbitrary<BigDecimal> tolerances() {
        return Arbitraries.of("0", "0.1", "1e-6", "1e-9", "0.3333", "1e-30", "7", "1e-310")
                .map(BigDecimal::new);
    }

    /** How far beyond the border, as a fraction of the tolerance. */
    @Provide
    Arbitrary<BigDecimal> hairs() {
        return Arbitraries.of(
                        "0", "1e-40", "-1e-40", "1e-17", "-1e-17", "2e-15", "-2e-15", "1e-9", "-1e-9", "0.5", "-0.5")
                .map(BigDecimal::new);
    }

    @Provide
    Arbitrary<String> flags() {
        return Arbitraries.of("float_relative_tolerance", "float_absolute_tolerance");
    }

    private static boolean accepts(String flags, String answer, String submitted) {
        return new Tolerance(ValidatorFlags.parse(List.of(flags.split(" "))))
                .accepts(number(submitted), number(answer));
    }

    private static DecimalNumber number(String text) {
        DecimalNumber number = new DecimalNumber();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (!number.parse(bytes, bytes.length)) {
            throw new AssertionError(text);
        }
        return number;
    }
}
