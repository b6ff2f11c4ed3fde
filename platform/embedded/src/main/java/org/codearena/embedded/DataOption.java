package org.codearena.embedded;

import java.nio.file.Path;
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
                        : Path.of(System.getProperty(HOME_PROPERTY, "."), "data"));
    }
}
