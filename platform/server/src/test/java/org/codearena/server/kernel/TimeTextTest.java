package org.codearena.server.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "90s, PT1M30S", "30m, PT30M", "8h, PT8H", "0s, PT0S"})
    void aTimeIsANumberAndItsUnit(String text, Duration time) {
        assertEquals(Optional.of(time), TimeText.parse(text));
        assertEquals(text, TimeText.of(time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "-1s", "1.5h", "1 h", "1d", "10000000000s", "1h30m"})
    void whatIsNoTimeIsNone(String text) {
        assertEquals(Optional.empty(), TimeText.parse(text));
    }

    @Test
    void aTimeIsShownInItsLargestUnit() {
        assertEquals("12h", TimeText.of(Duration.ofHours(12)));
        assertEquals("90s", TimeText.of(Duration.ofSeconds(90)));
    }
}
