package org.codearena.server.workspace.project;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.server.infra.Blobs;
import org.codearena.server.problem.StoredTest;

/**
 * The samples of a problem as files of a project: what the problem's page shows and nothing else of its tests, with scripts that
 * start a program on them. Samples that are a conversation are left out.
 *
 * @param directory where they lie, whatever the program's own files are called
 */
record Samples(String directory, List<ManifestFile> files) {
    private static final String RUN = "run.sh";
    private static final String TEST = "test.sh";

    Samples {
        files = List.copyOf(files);
    }

    static Samples none() {
        return new Samples("samples", List.of());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** The command that starts this program on a sample that is chosen. */
    List<String> running(List<String> program) {
        return with(RUN, program);
    }

    /** The command that starts this program on all samples and compares. */
    List<String> testing(List<String> program) {
        return with(TEST, program);
    }

    private List<String> with(String script, List<String> program) {
        return Stream.concat(Stream.of("sh", directory + "/" + script), program.stream())
                .toList();
    }

    /**
     * The samples among these tests, numbered from 1, and the scripts, all in the object store.
     *
     * @param taken paths of the program's own files
     */
    static Samples of(List<StoredTest> tests, Set<String> taken, Blobs blobs) throws IOException {
        List<StoredTest> samples = tests.stream()
                .filter(test -> test.sample() && test.shownInteraction() == null)
                .toList();
        if (samples.isEmpty()) {
            return none();
        }
        String directory = directory(taken);
        List<ManifestFile> files = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            StoredTest sample = samples.get(i);
            String name = directory + "/" + (i + 1);
            files.add(stored(name + ".in", sample.shownInput(), blobs));
            files.add(stored(name + ".ans", sample.shownAnswer(), blobs));
            if (!sample.arguments().isEmpty()) {
                files.add(written(name + ".args", lines(sample.arguments()), blobs));
            }
        }
        files.add(written(directory + "/" + RUN, script(RUN), blobs));
        files.add(written(directory + "/" + TEST, script(TEST), blobs));
        return new Samples(directory, files);
    }

    private static String directory(Set<String> taken) {
        Set<String> first = taken.stream()
                .map(path -> path.split("/", 2)[0].toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        String directory = "samples";
        for (int number = 2; first.contains(directory); number++) {
            directory = "samples-" + number;
        }
        return directory;
    }

    private static byte[] lines(List<String> arguments) {
        return arguments.stream()
                .map(argument -> argument + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static ManifestFile stored(String path, String sha256, Blobs blobs) throws IOException {
        try (InputStream bytes = blobs.open(sha256)) {
            return new ManifestFile(path, sha256, bytes.transferTo(OutputStream.nullOutputStream()), false);
        }
    }

    private static ManifestFile written(String path, byte[] bytes, Blobs blobs) throws IOException {
        return new ManifestFile(path, blobs.put(new ByteArrayInputStream(bytes)), bytes.length, false);
    }

    private static byte[] script(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the script " + name + " is missing from this program");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
