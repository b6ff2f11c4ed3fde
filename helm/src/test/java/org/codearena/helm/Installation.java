package org.codearena.helm;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/**
 * The chart, installed under a name with some values; rendered as Helm would send it.
 *
 * @param values YAML
 */
record Installation(String release, String namespace, String kubernetes, String values) {
    static final Path CHART = Path.of("codearena");

    /** The newest version that is tried. */
    static final String NEWEST = "1.36.0";

    /** With this YAML for values, on the newest cluster. */
    static Installation of(String... values) {
        return new Installation("arena", "contest", NEWEST, String.join("\n", values));
    }

    /** With the values of a file of the matrix, and more of them. */
    static Installation like(String file, String... more) {
        return of(read(Path.of("src/test/resources/values", file + ".yaml")), String.join("\n", more));
    }

    Installation on(String version) {
        return new Installation(release, namespace, version, values);
    }

    Installation named(String name) {
        return new Installation(name, namespace, kubernetes, values);
    }

    @Override
    public String toString() {
        return values.lines().findFirst().orElse("").replace("# ", "") + " On " + kubernetes;
    }

    /** Whether submissions are judged in Jobs, and not in the runner beside their judge. */
    boolean judgesInJobs() {
        return values.contains("execution: job");
    }

    /** Every object, the pods of {@code helm test} included. */
    Rendered render() {
        return Rendered.of(text());
    }

    /** What Helm says when it refuses. */
    String refusal() {
        return Assertions.assertThrows(IllegalStateException.class, this::text).getMessage();
    }

    private String text() {
        try {
            Path work = Files.createTempDirectory("chart");
            try {
                return text(copy(work), Files.writeString(work.resolve("values.yaml"), values));
            } finally {
                delete(work);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String text(Path chart, Path file) {
        return new Helm(chart)
                .template()
                .withName(release)
                .withNamespace(namespace)
                .withKubeVersion(kubernetes)
                .withValuesFile(file)
                .call();
    }

    /**
     * Without the marks of hooks, as Helm does not show these among what it renders; and without a look at the cluster: this library
     * looks even when it only renders, at whatever cluster the machine is set up for.
     */
    private static Path copy(Path work) throws IOException {
        Path copy = work.resolve("codearena");
        for (Path file : files(CHART)) {
            Path to = copy.resolve(CHART.relativize(file));
            Files.createDirectories(to.getParent());
            Files.write(
                    to,
                    Files.readAllLines(file).stream()
                            .filter(line -> !line.contains("helm.sh/hook"))
                            .map(line -> line.replace("lookup .api .kind .namespace .name", "dict"))
                            .toList());
        }
        return copy;
    }

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void delete(Path work) throws IOException {
        try (Stream<Path> all = Files.walk(work)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
