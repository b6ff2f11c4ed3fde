package org.codearena.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramsTest {
    @TempDir
    private Path directory;

    @Test
    void aMissingProgramIsNamedWithThePackageThatBringsIt() {
        var missing = assertThrows(ServiceException.class, () -> Programs.need("no-such-program", "its-package"));
        assertTrue(missing.getMessage().startsWith("no-such-program is not installed"), missing.getMessage());
        assertTrue(missing.getMessage().endsWith("install the package its-package"), missing.getMessage());
    }

    @Test
    void aProgramThatEndsAtOnceIsToldWithItsLastWords() {
        var failed = assertThrows(
                ServiceException.class,
                () -> Supervisor.start(program("echo 'out of luck: 42'; exit 3"), new Home(directory)));
        assertTrue(failed.getMessage().contains("ended with status 3"), failed.getMessage());
        assertTrue(failed.getMessage().contains("out of luck: 42"), failed.getMessage());
    }

    @Test
    void aProgramThatNeverAnswersIsEndedAndTold() {
        Home home = new Home(directory);
        var failed = assertThrows(
                ServiceException.class, () -> Supervisor.start(program("echo up; trap '' TERM; exec sleep 600"), home));
        assertTrue(failed.getMessage().contains("was not ready within 1 s"), failed.getMessage());
        assertEquals(0, Leftovers.end(home));
    }

    private static Program program(String script) {
        return new Program() {
            @Override
            public String name() {
                return "unlucky";
            }

            @Override
            public ChildCommand command() {
                return new ChildCommand(List.of(), Optional.of("KILL"), List.of("/bin/sh", "-c", script), Map.of());
            }

            @Override
            public String stopSignal() {
                return "KILL";
            }

            @Override
            public Duration readyWithin() {
                return Duration.ofSeconds(1);
            }

            @Override
            public boolean answers() {
                return false;
            }
        };
    }
}
