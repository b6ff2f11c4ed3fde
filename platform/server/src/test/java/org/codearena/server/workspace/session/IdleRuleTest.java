package org.codearena.server.workspace.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.codearena.server.workspace.session.IdleRule.Due;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdleRuleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final IdleRule RULE =
            new IdleRule(Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofMinutes(2));

    @ParameterizedTest
    @CsvSource(
            nullValues = "never",
            value = {
                // minutes since the start: now, last used, warned; what is due
                "10, 0, never, nothing",
                "27, 0, never, nothing",
                "28, 0, never, warn idle",
                "29, 0, 28, nothing",
                "30, 0, 28, stop",
                "55, 28, never, nothing",
                "56, 28, 20, warn idle",
                "57, 28, 56, nothing",
                "717, 717, never, nothing",
                "718, 718, never, warn life",
                "719, 719, 718, nothing",
                "718, 718, 700, warn life",
                "720, 720, 718, stop",
                "900, 899, never, stop",
            })
    void whatIsDue(int now, int used, Integer warned, String due) {
        Due found = RULE.due(
                at(now),
                at(used),
                RULE.endsAt(START),
                Optional.ofNullable(warned).map(IdleRuleTest::at));
        assertEquals(
                due,
                switch (found) {
                    case Due.Nothing _ -> "nothing";
                    case Due.Warn(String kind, Instant _) -> "warn " + kind;
                    case Due.Stop _ -> "stop";
                });
    }

    @Test
    void durationsAreSaidAsPeopleSayThem() {
        assertEquals("12 hours", IdleRule.words(Duration.ofHours(12)));
        assertEquals("1 minute", IdleRule.words(Duration.ofSeconds(100)));
        assertEquals("90 minutes", IdleRule.words(Duration.ofMinutes(90)));
        assertEquals("45 seconds", IdleRule.words(Duration.ofSeconds(45)));
    }

    private static Instant at(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }
}
