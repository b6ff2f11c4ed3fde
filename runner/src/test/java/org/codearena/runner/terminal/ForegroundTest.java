package org.codearena.runner.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForegroundTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 (bash) S 1 7 7 34816 7 4194560 1 | bash | true",
                "9 (vim) S 7 9 7 34816 9 0 | vim | false",
                "9 (a) b) (c) S 7 9 9 34816 9 0 | a) b) (c | true",
                "9 () S 7 9 7 34816 9 | '' | false"
            })
    void whoLeadsTheSessionIsTheShell(String stat, String name, boolean leads) {
        int group = Integer.parseInt(stat.split(" ", 2)[0]);
        assertEquals(Optional.of(new Foreground(name, leads)), Foreground.parse(stat, group));
    }

    @Test
    void aNameCannotControlATerminal() {
        assertEquals(
                "a?[31m",
                Foreground.parse("7 (a\u001b[31m) S 1 7 7 0 7", 7).orElseThrow().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7 (bash", "7 (bash)", "7 (bash) ", "7 (bash) S 1", "7 )bash( S 1 7 7"})
    void whatIsNoLineOfTheKernelIsNothing(String stat) {
        assertEquals(Optional.empty(), Foreground.parse(stat, 7));
    }
}
