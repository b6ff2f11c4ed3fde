package org.codearena.loadtest.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs subjects bare: fork, exec, wait, and no sandbox. So that exactly the same command runs, with the same files at the
 * same paths, it runs in a root directory of its own that is made of bind mounts, set up before the clock starts. Needs
 * root.
 */
final class Bare {
    private static final String ROOT_SCRIPT = """
            set -e
            mount -t tmpfs none "$ROOT"
            for each in usr bin lib lib64 etc dev proc; do
                mkdir "$ROOT/$each"
                mount --rbind "/$each" "$ROOT/$each"
            done
            mkdir "$ROOT/tmp" "$ROOT/box" "$ROOT/prepared"
            mount -t tmpfs none "$ROOT/tmp"
            mount --bind "$PROGRAM" "$ROOT/box"
            mount --bind "$PREPARED" "$ROOT/prepared"
            cp "$BARE" "$INPUT" "$ROOT/"
            exec chroot "$ROOT" /usr/bin/env -i PATH="$TOOLS:/usr/local/bin:/usr/bin:/bin" HOME=/tmp LANG=C.UTF-8 \\
                /bin/sh -c 'cd /box && exec "$@"' sh /bare "$COUNT" /input "$@"
            """;

    private final Path directory;
    private final Path runnerData;
    private final Path bare;
    private final Path input;

    Bare(Path directory, Path runnerData, String input) throws IOException, InterruptedException {
        this.directory = directory;
        this.runnerData = runnerData;
        Path source = directory.resolve("bare.c");
        try (InputStream code = Objects.requireNonNull(Bare.class.getResourceAsStream("bare.c"))) {
            Files.write(source, code.readAllBytes());
        }
        this.bare = Programs.compile(source, directory.resolve("bare"), "-static");
        this.input = Files.writeString(directory.resolve("input"), input);
    }

    /** A process that runs the subject so many times and prints a line of microseconds for each. */
    Process start(Subject subject, int count) throws IOException {
        Path root = Files.createTempDirectory(directory, "root");
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "/bin/sh", "-c", ROOT_SCRIPT, "sh"));
        command.addAll(subject.run().command());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("ROOT", root.toString());
        builder.environment()
                .put(
                        "PROGRAM",
                        runnerData
                                .resolve("programs")
                                .resolve(subject.program())
                                .toString());
        builder.environment().put("PREPARED", runnerData.resolve("prepared").toString());
        builder.environment().put("BARE", bare.toString());
        builder.environment().put("INPUT", input.toString());
        builder.environment().put("COUNT", String.valueOf(count));
        builder.environment()
                .put("TOOLS", Path.of(System.getProperty("java.home"), "bin").toString());
        return builder.start();
    }

    /** Milliseconds of each run. */
    static Samples finish(Process process) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        try (var lines = process.inputReader()) {
            lines.lines().forEach(line -> millis.add(Long.parseLong(line) / 1e3));
        }
        if (process.waitFor() != 0) {
            throw new IOException("the bare runs ended with " + process.exitValue());
        }
        return new Samples(millis);
    }
}
