package org.codearena.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.util.List;
import org.codearena.contract.SourceFile;
import org.junit.jupiter.api.Test;

final class ResourcesTest {
    private final Resources resources = new Resources(ResourcesTest.class);

    @Test
    void filesOfADirectoryAreLaidOutAsTheyAreInIt() {
        assertEquals(List.of(SourceFile.of("a/one.txt", "one\n")), resources.files("several", "a/one.txt"));
    }

    @Test
    void aResourceBecomesAFileUnderAnotherName() {
        assertEquals(SourceFile.of("a/b.txt", "hello, wörld\n"), resources.file("greeting.txt", "a/b.txt"));
    }

    @Test
    void textIsUtf8() {
        assertEquals("hello, wörld\n", resources.text("greeting.txt"));
    }

    @Test
    void aMissingResourceIsNamedWithItsOwner() {
        String message = assertThrows(UncheckedIOException.class, () -> resources.text("no-such"))
                .getMessage();
        assertEquals(
                "java.io.FileNotFoundException: no resource 'no-such' beside org.codearena.plugin.ResourcesTest",
                message);
    }
}
