package org.codearena.server.validator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValidatorFlagsTest {

    @Test
    void noArgumentsMeanTheDefaultMode() {
        assertEquals(ValidatorFlags.NONE, ValidatorFlags.parse(List.of()));
    }

    @Test
    void floatToleranceSetsBothTolerances() {
        ValidatorFlags flags = ValidatorFlags.parse(List.of("float_tolerance", "1e-6"));
        assertEquals(Optional.of(new BigDecimal("1e-6")), flags.relativeTolerance());
        assertEquals(Optional.of(new BigDecimal("1e-6")), flags.absoluteTolerance());
    }

    @Test
    void eachToleranceStandsAlone() {
        ValidatorFlags flags = ValidatorFlags.parse(
                List.of("float_relative_tolerance", "0.5", "case_sensitive", "float_absolute_tolerance", "2."));
        assertEquals(
                new ValidatorFlags(true, false, Optional.of(new BigDecimal("0.5")), Optional.of(new BigDecimal("2"))),
                flags);
    }

    @Test
    void anUnknownFlagIsRefusedWithTheAllowedOnes() {
        String message = refusal("case_insensitive");
        assertTrue(message.contains("'case_insensitive'"), message);
        assertTrue(message.contains("case_sensitive, space_change_sensitive, float_tolerance"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1e-6", "1e-6x", "0x1p-3", "nan", "inf", "1,0", "", "case_sensitive"})
    void aToleranceMustBeADecimalNumberOfZeroAndMore(String tolerance) {
        assertTrue(refusal("float_tolerance", tolerance).contains("'" + tolerance + "'"));
    }

    @Test
    void aToleranceMustBeThere() {
        assertTrue(refusal("float_tolerance").contains("lacks its tolerance"));
    }

    @ParameterizedTest
    @CsvSource({
        "float_tolerance,float_tolerance",
        "float_relative_tolerance,float_relative_tolerance",
        "float_absolute_tolerance,float_absolute_tolerance",
        "float_tolerance,float_relative_tolerance",
        "float_absolute_tolerance,float_tolerance"
    })
    void aToleranceIsSetOnce(String first, String second) {
        refusal(first, "1e-6", second, "1e-9");
    }

    private static String refusal(String... arguments) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> ValidatorFlags.parse(List.of(arguments)))
                        .getMessage());
    }
}
