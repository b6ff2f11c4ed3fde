package org.codearena.runner.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While programs swap directories with links that lead outside, nothing outside is read, written or deleted. */
final class LinkRaceTest {
    private static final String SECRET = "a secret of somebody else";
    private static final int ROUNDS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir(factory = InMemory.class)
    private Path directory;

    private Path outside;
    private Path root;
    private Workspace workspace;
    private final AtomicBoolean end = new AtomicBoolean();
    private final List<Thread> swappers = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        outside = directory.resolve("outside");
        Files.createDirectories(outside.resolve("inner"));
        Files.writeString(outside.resolve("file"), SECRET);
        Files.writeString(outside.resolve("inner/file"), SECRET);
        Files.writeString(outside.resolve("inner/theirs"), SECRET);
        root = Files.createDirectory(directory.resolve("workspace"));
        Files.createDirectories(root.resolve("d/inner"));
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.writeString(root.resolve("mine"), "mine");
        Files.createSymbolicLink(root.resolve("secret"), outside.resolve("file"));
        workspace = new Workspace(root);
        swap("d", "link");
        swap("mine", "secret");
    }

    @AfterEach
    void close() throws InterruptedException {
        end.set(true);
        for (Thread swapper : swappers) {
            swapper.join();
        }
        workspace.close();
    }

    private void swap(String one, String other) {
        swappers.add(Thread.ofPlatform().start(() -> {
            try (Root opened = Root.open(root);
                    Directory in = opened.directory(FilePath.ROOT)) {
                while (!end.get()) {
                    in.rename(one, in, other, Linux.RENAME_EXCHANGE);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }));
    }

    private enum Outcome {
        DONE,
        REFUSED
    }

    private interface Operation {
        void run() throws IOException, InterruptedException;
    }

    @Test
    void nothingOutsideIsTouched() throws Exception {
        Map<String, String> before = all(outside);
        WorkspaceFiles files = workspace.files();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < ROUNDS || (outcomes.size() < 2 && System.nanoTime() < deadline); i++) {
            FilePath fresh = FilePath.of("d/inner/new" + i);
            for (Operation operation : operations(files, fresh, i)) {
                outcomes.merge(outcome(operation), 1, Integer::sum);
            }
        }
        assertEquals(before, all(outside));
        assertEquals(2, outcomes.size(), () -> "nothing was raced: " + outcomes);
    }

    private List<Operation> operations(WorkspaceFiles files, FilePath fresh, int round) {
        List<Operation> some = List.of(
                () -> harmless(files.read(FilePath.of("d/file"), 100).content()),
                () -> harmless(files.read(FilePath.of("mine"), 100).content()),
                () -> send(files.open(FilePath.of("mine"))),
                () -> workspace.write("d/file", new Base.Any(), "written"),
                () -> workspace.write("mine", new Base.Version(Workspace.sha256("mine")), "mine"),
                () -> workspace.write(fresh.toString(), new Base.Absent(), "written"),
                () -> files.createDirectory(FilePath.of("d/made" + round)),
                () -> files.copy(FilePath.of("mine"), FilePath.of("d/copy" + round)),
                () -> files.copy(FilePath.of("d/inner/file"), FilePath.of("copied" + round)),
                () -> files.rename(FilePath.of("d/inner/file"), FilePath.of("stolen" + round)),
                () -> files.delete(FilePath.of("d/inner"), true),
                () -> files.restore(new ByteArrayInputStream(new FileStreamWriter()
                        .file("d/inner/file", "restored", false)
                        .end())));
        List<Operation> costly = List.of(
                () -> assertEquals(
                        List.of(),
                        files.search(new SearchRequest("secret", false, true, "", 10))
                                .matches()),
                () -> files.tree()
                        .entries()
                        .forEach(entry -> assertFalse(entry.path().contains("theirs"))),
                files::flush);
        return round % 20 == 0 ? Stream.concat(some.stream(), costly.stream()).toList() : some.subList(0, 11);
    }

    private static Outcome outcome(Operation operation) throws InterruptedException {
        try {
            operation.run();
            return Outcome.DONE;
        } catch (FilesException e) {
            assertFalse(e.toString().contains(SECRET));
            return Outcome.REFUSED;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(FileContent content) throws IOException {
        try (content) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            content.writeTo(out);
            harmless(out.toByteArray());
        }
    }

    private static void harmless(byte[] content) {
        assertFalse(new String(content, StandardCharsets.UTF_8).contains(SECRET));
    }

    @Test
    void whatIsKeptNeverComesFromOutside() throws Exception {
        String secret = Workspace.sha256(SECRET);
        for (int i = 0; i < 20; i++) {
            assertTrue(workspace.kept().values().stream()
                    .noneMatch(content -> content.sha256().equals(secret)));
        }
    }

    private static Map<String, String> all(Path outside) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(outside)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                all.put(path.toString(), Files.isDirectory(path) ? "" : Files.readString(path));
            }
        }
        return all;
    }
}
