package org.codearena.runner.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.codearena.contract.SourceFile;
import org.codearena.runner.tree.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramsTest {
    private static final Programs.Bounds BOUNDS = new Programs.Bounds(3, 100, Duration.ofHours(1));

    @TempDir
    private Path directory;

    private Instant now = Instant.EPOCH;
    private Programs programs;

    @BeforeEach
    void open() throws IOException {
        InstantSource clock = () -> now;
        programs = Programs.open(
                Tree.at(directory.resolve("programs")).root(),
                Tree.at(directory.resolve("drafts")).root(),
                BOUNDS,
                clock);
    }

    @Test
    void aKeptProgramIsLentWithItsFiles() throws IOException {
        String id = keep(10);
        assertTrue(id.matches("[0-9a-f]{32}"), id);
        try (Programs.Loan loan = programs.lend(id).orElseThrow()) {
            assertEquals("x".repeat(10), Files.readString(loan.tree().root().resolve("main")));
        }
    }

    @Test
    void anUnknownProgramIsNotLent() throws IOException {
        assertTrue(programs.lend("../../etc").isEmpty());
        assertTrue(programs.lend("").isEmpty());
    }

    @Test
    void theOneUsedLongestAgoGoesFirst() throws IOException {
        String first = keep(1);
        String second = keep(1);
        String third = keep(1);
        programs.lend(first).orElseThrow().close();
        keep(1);
        assertTrue(isThere(first));
        assertFalse(isThere(second));
        assertTrue(isThere(third));
        assertEquals(3, filesIn("programs"));
    }

    @Test
    void theBytesAreBounded() throws IOException {
        String first = keep(60);
        String second = keep(60);
        assertFalse(isThere(first));
        assertTrue(isThere(second));
    }

    @Test
    void aProgramInUseIsNeverThrownAway() throws IOException {
        String used = keep(60);
        try (Programs.Loan loan = programs.lend(used).orElseThrow()) {
            String next = keep(60);
            assertTrue(Files.exists(loan.tree().root().resolve("main")));
            assertTrue(isThere(next));
        }
        assertTrue(isThere(used));
        keep(1);
        assertEquals(2, filesIn("programs"));
    }

    @Test
    void aProgramThatNobodyUsedForLongIsForgotten() throws IOException {
        String id = keep(1);
        now = now.plus(Duration.ofMinutes(59));
        assertTrue(isThere(id));
        now = now.plus(Duration.ofMinutes(61));
        assertFalse(isThere(id));
        assertEquals(0, filesIn("programs"));
    }

    @Test
    void askingForAProgramIsUseOfIt() throws IOException {
        String first = keep(1);
        keep(1);
        keep(1);
        assertTrue(programs.use(first));
        keep(1);
        assertTrue(programs.use(first));
        assertFalse(programs.use("none"));
    }

    @Test
    void whatIsNotKeptLeavesNothing() throws IOException {
        try (Programs.Draft draft = programs.draft()) {
            Sources.of(List.of(SourceFile.of("a", "b"))).writeTo(draft.tree());
        }
        assertEquals(0, filesIn("drafts"));
        assertEquals(0, filesIn("programs"));
    }

    @Test
    void aNewStartForgetsAll() throws IOException {
        String id = keep(1);
        open();
        assertFalse(isThere(id));
        assertEquals(0, filesIn("programs"));
    }

    private String keep(int bytes) throws IOException {
        try (Programs.Draft draft = programs.draft()) {
            long size = Sources.of(List.of(SourceFile.of("main", "x".repeat(bytes))))
                    .writeTo(draft.tree());
            return programs.keep(draft, size);
        }
    }

    private boolean isThere(String id) throws IOException {
        var loan = programs.lend(id);
        loan.ifPresent(Programs.Loan::close);
        return loan.isPresent();
    }

    private long filesIn(String name) throws IOException {
        try (var entries = Files.list(directory.resolve(name))) {
            return entries.count();
        }
    }
}
