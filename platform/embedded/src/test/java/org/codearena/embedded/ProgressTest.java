package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void withoutATerminalThereAreWholeLinesAlone() {
        try (Progress progress = progress(false)) {
            assertEquals(42, progress.part("postgres", () -> 42));
            progress.line("ready");
        }
        List<String> lines = said().lines().toList();
        assertTrue(lines.getFirst().matches("  postgres +\\d+\\.\\d s"), lines.toString());
        assertEquals(List.of("ready"), lines.subList(1, lines.size()));
    }

    @Test
    void onATerminalTheLineThatLivesShowsWhatIsAwaited() throws Exception {
        try (Progress progress = progress(true)) {
            progress.part("postgres", () -> progress.part("redis", this::awaitBothShown));
            progress.line("ready");
        }
        assertTrue(said().endsWith("\r\033[K"), "nothing that lives is left");
        assertTrue(said().contains("\033[Kready\n"), said());
    }

    @Test
    void aPartThatFailsIsNotTold() {
        try (Progress progress = progress(false)) {
            assertThrows(
                    FailureException.class,
                    () -> progress.part("postgres", () -> {
                        throw new FailureException("no");
                    }));
        }
        assertEquals("", said());
    }

    private boolean awaitBothShown() {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!said().contains("… postgres, redis, ")) {
            assertTrue(System.nanoTime() < deadline, said());
            Thread.onSpinWait();
        }
        return true;
    }

    private Progress progress(boolean live) {
        return new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), live);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
