package org.codearena.loadtest.load.drain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.codearena.loadtest.load.scenario.Spans;

/** How long a judge was told, in its environment, to wait for what it is judging. */
final class Grace {
    private static final String VARIABLE = "CODEARENA_JUDGE_GRACE=";

    private Grace() {}

    /** Empty where it was told nothing, or is gone. */
    static Optional<Duration> of(long pid) {
        try {
            return in(Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** @param environment entries with a zero behind each */
    static Optional<Duration> in(String environment) {
        return Arrays.stream(environment.split("\0", -1))
                .filter(entry -> entry.startsWith(VARIABLE))
                .map(entry -> Spans.parse(VARIABLE, entry.substring(VARIABLE.length())))
                .findFirst();
    }
}
