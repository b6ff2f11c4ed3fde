package org.codearena.server.problem;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.problem.ProblemRoutes.SampleText;
import org.codearena.server.problem.ProblemStore.Row;

/**
 * Versions of problems as they are shown. The same few are looked at again and again, and each has a line for every test, so what was read of
 * one is kept. Whether it still is the problem's is asked each time; a version that is written anew, as when its statement is read better, is
 * another one here. Thread-safe.
 */
final class ShownVersions {
    private static final long MOST_CHARACTERS = 32L << 20;
    private static final int CHARACTERS_OF_A_TEST = 400;
    private static final int SHOWN_SAMPLE_BYTES = 64 << 10;

    /** Ending of files that are shown as samples although they belong to no test. */
    private static final String INTERACTION = ".interaction";

    /** A problem, and what its version holds. */
    record Shown(Row row, StoredVersion version, List<SampleText> samples) {}

    private record Key(UUID version, String written) {}

    private record Content(StoredVersion version, List<SampleText> samples) {
        int characters() {
            int statements = version.statements().values().stream()
                    .mapToInt(statement -> statement.html().length())
                    .sum();
            int shown = samples.stream()
                    .mapToInt(
                            sample -> sample.input().length() + sample.answer().length())
                    .sum();
            return statements + shown + version.tests().size() * CHARACTERS_OF_A_TEST;
        }
    }

    private final Database database;
    private final ProblemStore problems;
    private final Blobs blobs;
    private final Cache<Key, Content> contents = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((Key _, Content content) -> content.characters())
            .build();

    ShownVersions(Database database, ProblemStore problems, Blobs blobs) {
        this.database = database;
        this.problems = problems;
        this.blobs = blobs;
    }

    /** The problem of this slug, for setters also while it is under embargo. */
    Optional<Shown> find(String slug, boolean forSetters) {
        return database.read(handle -> problems.written(handle, slug, forSetters))
                .map(found -> {
                    Content content = contents.get(new Key(found.row().version(), found.written()), this::load);
                    return new Shown(found.row(), content.version(), content.samples());
                });
    }

    private Content load(Key key) {
        StoredVersion version = database.read(handle -> problems.version(handle, key.version()));
        try {
            return new Content(version, samples(version));
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    private List<SampleText> samples(StoredVersion version) throws IOException {
        List<SampleText> samples = new ArrayList<>();
        for (StoredTest test : version.tests()) {
            String interaction = test.shownInteraction();
            if (test.sample() && interaction == null) {
                samples.add(new SampleText(text(test.shownInput()), text(test.shownAnswer()), null));
            } else if (test.sample() && interaction != null && !interaction.isEmpty()) {
                samples.add(new SampleText("", "", text(interaction)));
            }
        }
        for (Map.Entry<String, StoredVersion.File> file : new TreeMap<>(version.files()).entrySet()) {
            if (file.getKey().endsWith(INTERACTION)) {
                samples.add(new SampleText("", "", text(file.getValue().sha256())));
            }
        }
        return List.copyOf(samples);
    }

    private String text(String sha256) throws IOException {
        try (InputStream bytes = blobs.open(sha256)) {
            return new String(bytes.readNBytes(SHOWN_SAMPLE_BYTES), StandardCharsets.UTF_8);
        }
    }
}
