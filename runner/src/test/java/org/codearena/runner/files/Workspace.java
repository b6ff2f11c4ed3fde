package org.codearena.runner.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.codearena.contract.workspace.Changes;

/** A workspace in a real directory, and what a test asks it. */
final class Workspace implements AutoCloseable {
    static final FilesSettings QUICK = settings(4_096);

    private final Path directory;
    private final Heard heard = new Heard();
    private final WorkspaceFiles files;

    Workspace(Path directory) throws IOException {
        this(directory, QUICK);
    }

    Workspace(Path directory, FilesSettings settings) throws IOException {
        this.directory = directory;
        this.files = WorkspaceFiles.open(directory, settings, heard);
    }

    /** As usual, with an event gathered for 20 ms, and everything looked at each 200 ms where it is not watched. */
    static FilesSettings settings(int directories) {
        return new FilesSettings(
                Optional.empty(),
                1L << 30,
                50_000,
                256L << 20,
                directories,
                Duration.ofMillis(20),
                Duration.ofMillis(200));
    }

    WorkspaceFiles files() {
        return files;
    }

    Heard heard() {
        return heard;
    }

    Path path(String path) {
        return directory.resolve(path);
    }

    /** Writes past the runner, as a program of the user would. */
    void put(String path, String content) throws IOException {
        Files.createDirectories(path(path).getParent());
        Files.writeString(path(path), content);
    }

    String read(String path) throws IOException {
        return Files.readString(path(path));
    }

    String version(String path) throws IOException {
        return files.read(FilePath.of(path), 1 << 20).version();
    }

    WriteResult write(String path, Base base, String content) throws IOException {
        return files.write(FilePath.of(path), base, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Every file that is kept, by path, once all has been looked at. */
    Map<String, Changes.Content> kept() throws IOException, InterruptedException {
        files.flush();
        return kept(files.changes("", 0, Duration.ofSeconds(20)).files());
    }

    Changes.Content kept(String path) throws IOException, InterruptedException {
        return Optional.ofNullable(kept().get(path)).orElseThrow();
    }

    static Map<String, Changes.Content> kept(List<Changes.FileChange> changes) {
        Map<String, Changes.Content> kept = new TreeMap<>();
        changes.forEach(change -> kept.put(change.path(), change.content().orElseThrow()));
        return kept;
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        return Reading.sha256(bytes);
    }

    @Override
    public void close() {
        files.close();
    }
}
