package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.codearena.loadtest.load.report.RunRecord.Second;
import org.junit.jupiter.api.Test;

final class LiveViewTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private LiveView view(boolean terminal) {
        LiveView view = new LiveView(new PrintStream(out, true, StandardCharsets.UTF_8), terminal, 60);
        view.stage("rush", 0, 20);
        return view;
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutATerminalThereIsALineEveryTenSecondsWithTheirMean() {
        LiveView view = view(false);
        for (int at = 1; at <= 20; at++) {
            view.second(
                    new Second(at, Map.of("offered.people", at % 2 == 0 ? 4.0 : 0.0, "verdict_ms.p95", 100.0 * at)));
        }
        List<String> lines = shown().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().startsWith("  10 s rush  offered 2.0/s"), lines.getFirst());
        assertTrue(lines.getFirst().contains("verdict in 1.0 s"), lines.getFirst());
    }

    @Test
    void onATerminalOneLineIsWrittenAnewWithABarAndNeverWraps() {
        LiveView view = view(true);
        view.second(new Second(5, Map.of("offered.people", 4.0)));
        view.second(new Second(10, Map.of("offered.people", 4.0)));
        assertTrue(shown().contains("\r\033[K[##########----------]  50 % rush"), shown());
        assertFalse(shown().contains("\n"), "nothing is scrolled");
        for (String written : shown().split("\r\033\\[K", -1)) {
            assertTrue(written.length() < 60, written);
        }
    }
}
