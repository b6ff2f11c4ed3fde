package org.codearena.runner.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An editor and a shell write to one file, and neither loses a line of the other. */
final class WriteRaceTest {
    private static final FilePath FILE = FilePath.ROOT.child("file");

    @TempDir(factory = InMemory.class)
    private Path outside;

    @Test
    void neitherEditorNorShellLosesALine() throws Exception {
        // Sometimes a line at once, sometimes two with a while in between and the file open all the time.
        try (Race race = new Race("pause; if ((RANDOM % 4)); then line >> $f; else { line; pause; line; } >> $f; fi")) {
            int conflicts = 0;
            for (int i = 0; i < 2_000; i++) {
                conflicts += race.insist("editor " + i);
            }
            Set<String> expected = race.end();
            IntStream.range(0, 2_000).forEach(i -> expected.add("editor " + i));
            assertEquals(Set.of(), race.missing(expected));
            assertTrue(conflicts > 0, "there was no conflict in 2,000 writes");
        }
    }

    @Test
    void aShellThatNeverRestsLosesNoLine() throws Exception {
        try (Race race = new Race("line >> $f")) {
            for (int i = 0; i < 50; i++) {
                race.tryOnce("editor " + i);
            }
            assertEquals(Set.of(), race.missing(race.end()));
        }
    }

    @Test
    void whatAProgramPutsInThePlaceOfTheFileStays() throws Exception {
        Random random = new Random(1);
        try (Workspace workspace = new Workspace(outside)) {
            for (int i = 0; i < 500; i++) {
                workspace.put("file", "first " + i);
                workspace.put("theirs", "theirs " + i);
                Base base = new Base.Version(workspace.version("file"));
                Thread program = replaceAfter(Duration.ofNanos(random.nextInt(300_000)));
                workspace.write("file", base, "mine " + i);
                program.join();
                assertEquals("theirs " + i, workspace.read("file"));
            }
            assertEquals(Set.of("file"), workspace.kept().keySet());
        }
    }

    private Thread replaceAfter(Duration time) {
        return Thread.ofPlatform().start(() -> {
            long moment = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < moment) {
                Thread.onSpinWait();
            }
            try {
                Files.move(outside.resolve("theirs"), outside.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** A shell that writes lines to the file again and again, and the editor beside it. */
    private final class Race implements AutoCloseable {
        private final Path root = Files.createDirectory(outside.resolve("workspace"));
        private final Path stop = outside.resolve("stop");
        private final Workspace workspace;
        private final Process shell;

        Race(String step) throws IOException {
            Files.writeString(root.resolve("file"), "first\n");
            workspace = new Workspace(root);
            String script = """
                    f=%s; n=0
                    mkfifo never; exec 9<>never
                    pause() { read -r -t 0.00$((RANDOM %% 4)) -u 9; }
                    line() { echo "shell $n"; n=$((n + 1)); }
                    while [ ! -e stop ]; do %s; done
                    echo $n > count
                    """.formatted(root.resolve("file"), step);
            shell = new ProcessBuilder("bash", "-c", script)
                    .directory(outside.toFile())
                    .inheritIO()
                    .start();
        }

        /** Adds a line until it is there; says how many conflicts it took. */
        int insist(String line) throws IOException {
            FileRead read = workspace.files().read(FILE, 1 << 20);
            int conflicts = 0;
            while (write(read, line) instanceof WriteResult.Conflict conflict) {
                read = conflict.current().orElseThrow();
                conflicts++;
            }
            return conflicts;
        }

        void tryOnce(String line) throws IOException {
            write(workspace.files().read(FILE, 8 << 20), line);
        }

        private WriteResult write(FileRead read, String line) throws IOException {
            String merged = new String(read.content(), StandardCharsets.UTF_8) + line + "\n";
            return workspace.write("file", new Base.Version(read.version()), merged);
        }

        /** Ends the shell; returns the lines that it has written. */
        Set<String> end() throws Exception {
            Files.createFile(stop);
            assertEquals(0, shell.waitFor());
            int lines =
                    Integer.parseInt(Files.readString(outside.resolve("count")).strip());
            assertTrue(lines > 0, "the shell did not come to write");
            return IntStream.range(0, lines).mapToObj(n -> "shell " + n).collect(Collectors.toCollection(TreeSet::new));
        }

        List<String> lines() throws IOException {
            try (Stream<Path> all = Files.list(root)) {
                return all.flatMap(path -> read(path).lines()).toList();
            }
        }

        /** Lines that are neither in the file nor in what was put beside it. */
        Set<String> missing(Set<String> expected) throws IOException {
            Set<String> missing = new TreeSet<>(expected);
            lines().forEach(missing::remove);
            return missing;
        }

        private static String read(Path path) {
            try {
                return Files.readString(path);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            shell.destroyForcibly();
            workspace.close();
        }
    }
}
