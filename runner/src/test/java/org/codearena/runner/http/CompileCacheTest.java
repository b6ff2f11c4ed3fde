package org.codearena.runner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.codearena.contract.CompileReply;
import org.codearena.runner.program.Programs;
import org.codearena.runner.tree.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class CompileCacheTest {
    @TempDir
    private Path directory;

    private final AtomicInteger compiles = new AtomicInteger();
    private Programs programs;
    private CompileCache cache;

    @BeforeEach
    void open() throws IOException {
        programs = Programs.open(
                Tree.at(directory.resolve("programs")).root(),
                Tree.at(directory.resolve("drafts")).root(),
                new Programs.Bounds(2, 1_000, Duration.ofHours(1)),
                InstantSource.system());
        cache = new CompileCache(programs);
    }

    @Test
    void aKeptAnswerLivesAsLongAsItsProgram() throws Exception {
        CompileReply first = cache.get("a", () -> compiled("text"));
        assertEquals(first.fromCache(), cache.get("a", () -> compiled("text")));
        cache.get("b", () -> compiled("text"));
        cache.get("c", () -> compiled("text"));
        CompileReply again = cache.get("a", () -> compiled("text"));
        assertFalse(again.cached());
        assertEquals(4, compiles.get());
    }

    @Test
    void whatFailedOrSaidTooMuchIsNotKept() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertFalse(cache.get("none", () -> new CompileReply(Optional.empty(), Optional.empty(), "no"))
                    .cached());
            assertFalse(cache.get("long", () -> compiled("x".repeat(100_000))).cached());
            assertThrows(
                    IOException.class,
                    () -> cache.get("thrown", () -> {
                        throw new IOException("no");
                    }));
        }
        assertFalse(cache.get("thrown", () -> compiled("")).cached());
        assertTrue(cache.get("thrown", () -> compiled("")).cached());
    }

    @Test
    void whoComesWhileTheSameIsCompiledWaitsForIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<CompileReply> first = threads.submit(() -> cache.get("a", () -> {
                begun.countDown();
                go.await();
                return compiled("text");
            }));
            begun.await();
            Future<CompileReply> second = threads.submit(() -> cache.get("a", () -> compiled("text")));
            cache.get("b", () -> compiled("another is not held up"));
            go.countDown();
            assertEquals(first.get().fromCache(), second.get());
        }
        assertEquals(2, compiles.get());
    }

    @Test
    void whereTheFirstComesToNothingTheNextTries() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<CompileReply> first = threads.submit(() -> cache.get("a", () -> {
                begun.countDown();
                go.await();
                throw new IOException("no");
            }));
            begun.await();
            Future<CompileReply> second = threads.submit(() -> cache.get("a", () -> compiled("text")));
            go.countDown();
            assertThrows(Exception.class, first::get);
            assertTrue(second.get().program().isPresent());
        }
    }

    private CompileReply compiled(String text) throws IOException {
        compiles.incrementAndGet();
        try (Programs.Draft draft = programs.draft()) {
            return new CompileReply(Optional.of(programs.keep(draft, 1)), Optional.empty(), text);
        }
    }
}
