package org.codearena.loadtest.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark leaves behind: the machine, the commit and the figures, as a table and as JSON. */
public record Report(Machine machine, String commit, List<Figure> figures) {
    private static final String UNKNOWN = "unknown";

    /** The machine as the kernel describes it. */
    public record Machine(String cpu, int cores, long memoryMib, String kernel, String java) {
        static Machine here() throws IOException {
            return new Machine(
                    line(Path.of("/proc/cpuinfo"), "model name").orElse(System.getProperty("os.arch")),
                    Runtime.getRuntime().availableProcessors(),
                    line(Path.of("/proc/meminfo"), "MemTotal")
                                    .map(total -> Long.parseLong(total.replaceAll("\\D", "")))
                                    .orElse(0L)
                            / 1_024,
                    System.getProperty("os.version"),
                    Runtime.version().toString());
        }

        private static Optional<String> line(Path file, String key) throws IOException {
            try (var lines = Files.lines(file)) {
                return lines.filter(line -> line.startsWith(key))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst();
            }
        }
    }

    /** These figures, taken on this machine from the code in the working directory. */
    public static Report of(List<Figure> figures) throws IOException {
        return new Report(Machine.here(), currentCommit(), List.copyOf(figures));
    }

    private static String currentCommit() {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return commit.isEmpty() ? UNKNOWN : commit;
        } catch (IOException noGit) {
            return UNKNOWN;
        }
    }

    /** Shows it to people, and writes it to the file, where there is one. */
    public void tell(@Nullable Path json) throws IOException {
        print(System.out);
        if (json != null) {
            write(json);
        }
    }

    /** For people. */
    public void print(PrintStream out) {
        out.printf(
                "%s, %d cores, %d MiB, kernel %s, Java %s, commit %s%n",
                machine.cpu(), machine.cores(), machine.memoryMib(), machine.kernel(), machine.java(), commit);
        figures.forEach(figure -> out.println(figure.row()));
    }

    /** For programs. */
    public void write(Path file) throws IOException {
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.write(file, json.writeValueAsBytes(this));
    }
}
