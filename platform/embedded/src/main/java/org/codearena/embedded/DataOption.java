package org.codearena.embedded;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option all commands share: which installation is meant. */
final class DataOption {
    /** Set by the launcher: the directory it stands in. */
    private static final String HOME_PROPERTY = "codearena.home";

    private static final String VARIABLE = "CODEARENA_DATA";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where everything lives (default: $CODEARENA_DATA, or else 'data' beside the launcher)")
    private @Nullable Path directory;

    DataDirectory directory() {
        if (directory != null) {
            return new DataDirectory(directory);
        }
        String named = System.getenv(VARIABLE);
        return new DataDirectory(
                named != null && !named.isBlank()
                        ? Path.of(named)
                        : launcher().orElse(Path.of("")).resolve("data"));
    }

    /** The directory the launcher stands in; empty where these commands are started by something else. */
    static Optional<Path> launcher() {
        return Optional.ofNullable(System.getProperty(HOME_PROPERTY)).map(Path::of);
    }
}
