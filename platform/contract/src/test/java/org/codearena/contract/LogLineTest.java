package org.codearena.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LogLineTest {
    private static String line(Map<String, String> fields, String message) {
        return new LogLine(() -> fields).format(event(message));
    }

    private static LogRecord event(String message) {
        LogRecord event = new LogRecord(Level.INFO, message);
        event.setLoggerName("org.example.Thing");
        event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        return event;
    }

    @Test
    void fieldsOfTheThreadStandBeforeWhatHappened() {
        String line = line(Map.of("request", "abcdefgh", "submission", "1234"), "ms=3 request answered");
        assertTrue(
                line.endsWith(" INFO org.example.Thing request=abcdefgh submission=1234 ms=3 request answered\n"),
                line);
        assertTrue(line.matches("(?s)2026-01-0\\dT\\d\\d:\\d\\d:05\\.678[+-]\\d{4} .*"), line);
    }

    @Test
    void whatAnEventNamesItselfIsNotNamedTwice() {
        String line = line(Map.of("submission", "1234"), "submission=5678 judged");
        assertTrue(line.endsWith("Thing submission=5678 judged\n"), line);
    }

    @Test
    void nobodysWordsBecomeALineOfTheirOwn() {
        String line = line(Map.of("user", "a\nb"), "path=/x\r\n2026 INFO forged \u001b[31m");
        assertEquals(1, line.lines().count(), line);
        assertTrue(line.contains("user=a\\nb ") && line.contains("\\r\\n2026 INFO forged ?[31m"), line);
    }

    @Test
    void aStackTraceIsIndentedSoThatItsLinesAreNoEvents() {
        LogRecord event = event("failed");
        event.setThrown(new IllegalStateException("two\nlines"));
        String[] lines = new LogLine(Map::of).format(event).split("\n", -1);
        assertTrue(lines[0].endsWith("failed"), lines[0]);
        for (int number = 1; number < lines.length - 1; number++) {
            assertTrue(lines[number].startsWith("\t"), lines[number]);
        }
    }

    @Test
    void onlySaneIdsAreTakenOver() {
        assertEquals(Optional.of("my-request.1"), RequestId.sane(Optional.of("my-request.1")));
        assertEquals(Optional.empty(), RequestId.sane(Optional.of("short")));
        assertEquals(Optional.empty(), RequestId.sane(Optional.of("with blank and\nmore")));
        assertEquals(Optional.empty(), RequestId.sane(Optional.empty()));
    }
}
