package org.codearena.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../up", "a/../b", "a/./b", "a//b", "a/", ".", "..", "a\nb", "a\0b"})
    void refusesAPathThatLeavesItsDirectory(String path) {
        assertThrows(IllegalArgumentException.class, () -> SourceFile.of(path, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Main.java", "org/example/Main.java", ".hidden", "a..b", "Größe$1.class"})
    void takesAnOrdinaryPath(String path) {
        assertArrayEquals(
                "x".getBytes(StandardCharsets.UTF_8), SourceFile.of(path, "x").content());
    }

    @Test
    void sourcesStayOutOfLogs() {
        assertFalse(SourceFile.of("Main.java", "secret").toString().contains("secret"));
    }

    @Test
    void contentCannotBeChangedFromOutside() {
        byte[] bytes = {1};
        SourceFile file = new SourceFile("a", bytes);
        bytes[0] = 2;
        file.content()[0] = 3;
        assertArrayEquals(new byte[] {1}, file.content());
    }
}
