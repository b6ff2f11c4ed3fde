package org.codearena.loadtest.load.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.codearena.loadtest.load.ledger.Entry.Acknowledged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
    @TempDir
    private Path directory;

    private static Acknowledged entry(String id) {
        return new Acknowledged(id, "k", "ann", "sum", "python", "a.py", List.of("accepted"), Instant.EPOCH);
    }

    @Test
    void whatWasWrittenIsInTheFileBeforeTheWriterGoesOn() throws IOException {
        Path file = directory.resolve("ledger");
        try (Ledger ledger = Ledger.open(file)) {
            ledger.write(entry("1"));
            assertEquals(List.of(entry("1")), Books.read(file).acknowledged());
        }
    }

    @Test
    void manyWritersAtOnceAreAllWrittenDown() throws Exception {
        Path file = directory.resolve("ledger");
        try (Ledger ledger = Ledger.open(file);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                String id = "id" + i;
                all.add(writers.submit(() -> {
                    ledger.write(entry(id));
                    ledger.write(new Entry.Told(id, "accepted", Instant.EPOCH));
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        Books books = Books.read(file);
        Set<String> ids = books.acknowledged().stream().map(Acknowledged::id).collect(Collectors.toSet());
        assertEquals(2_000, ids.size());
        assertEquals(2_000, books.told().size());
    }

    @Test
    void aLineCutShortByACrashIsPassedOver() throws IOException {
        Path file = directory.resolve("ledger");
        try (Ledger ledger = Ledger.open(file)) {
            ledger.write(entry("1"));
        }
        Files.writeString(file, "{\"what\":\"acknowledged\",\"id\":\"2\",\"ke", StandardOpenOption.APPEND);
        assertEquals(1, Books.read(file).acknowledged().size());
    }

    @Test
    void anOldLedgerIsNeverWrittenOver() throws IOException {
        Path file = Files.writeString(directory.resolve("ledger"), "");
        assertTrue(Files.exists(file));
        assertThrows(FileAlreadyExistsException.class, () -> Ledger.open(file));
    }
}
