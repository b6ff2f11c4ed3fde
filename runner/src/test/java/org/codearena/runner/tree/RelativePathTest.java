package org.codearena.runner.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RelativePathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                "../x",
                "a/../b",
                "a/..",
                ".",
                "./a",
                "a//b",
                "a/",
                "a\nb",
                "a\0b",
                "\u007f",
                "a/\ud800"
            })
    void refusesWhatIsNoPlainNameBelowItsDirectory(String path) {
        assertThrows(IllegalArgumentException.class, () -> RelativePath.of(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b/c", ".hidden", "...", "a..b", "Größe$1.class", "with space", "a\\b", "%2e%2e"})
    void takesOrdinaryNames(String path) {
        assertEquals(path, RelativePath.of(path).toString());
    }

    @Test
    void partsAreCountedInBytes() {
        assertEquals(List.of("ö".repeat(127)), RelativePath.of("ö".repeat(127)).parts());
        assertThrows(IllegalArgumentException.class, () -> RelativePath.of("ö".repeat(128)));
    }

    @Test
    void refusesAPathThatIsTooDeep() {
        assertThrows(IllegalArgumentException.class, () -> RelativePath.of("a/".repeat(32) + "b"));
    }

    @Test
    void aSlashWithinAPartIsNoWayOut() {
        assertThrows(IllegalArgumentException.class, () -> new RelativePath(List.of("a/../../b")));
    }

    @Test
    void theMessageNamesThePathWithoutItsControlCharacters() {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> RelativePath.of("a/../\u001b[31mb"))
                        .getMessage());
        assertTrue(message.startsWith("path 'a/../?[31mb' has the part '..'"), message);
    }
}
