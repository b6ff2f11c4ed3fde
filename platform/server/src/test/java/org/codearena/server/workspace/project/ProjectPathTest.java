package org.codearena.server.workspace.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProjectPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "main.py",
                ".gitignore",
                "a/b/c",
                "...",
                "a b",
                "ä/日本語.txt",
                "-rf",
                "a\\b",
                "c:x",
                "~",
                "con",
                "a'b\"c",
                "a..b/..c"
            })
    void whatADiskTakesIsAllowed(String path) {
        assertEquals(Optional.empty(), ProjectPath.objection(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "a//b",
                "a/",
                "./a",
                "a/./b",
                "..",
                "../a",
                "a/../../b",
                "a/..",
                "a\nb",
                "a\u0000b",
                "a\u0085b",
                "\ud800"
            })
    void whatClimbsOrIsNoTextIsNot(String path) {
        assertTrue(ProjectPath.objection(path).isPresent(), path);
    }

    @Test
    void lengthsAreCountedInBytes() {
        assertEquals(Optional.empty(), ProjectPath.objection("x".repeat(255)));
        assertEquals(
                Optional.of("has a part of 256 bytes, at most 255 are allowed"),
                ProjectPath.objection("ä".repeat(128)));
        assertEquals(Optional.empty(), ProjectPath.objection("a/".repeat(63) + "b"));
        assertEquals(Optional.of("has 65 parts, at most 64 are allowed"), ProjectPath.objection("a/".repeat(64) + "b"));
        String long4097 = ("x".repeat(240) + "/").repeat(17);
        assertEquals(Optional.of("has 4097 bytes, at most 4096 are allowed"), ProjectPath.objection(long4097));
    }
}
