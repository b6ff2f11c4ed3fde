package org.codearena.loadtest.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.codearena.loadtest.load.report.RunRecord;
import org.codearena.loadtest.load.scenario.Scenario;
import org.codearena.loadtest.load.scenario.Scenarios;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every run is told on its command line: where its target is, what is submitted, and where the report goes. */
final class RunOptions {
    private static final String HOME_PROPERTY = "codearena.home";
    private static final String DATA_VARIABLE = "CODEARENA_DATA";

    @Option(names = "--target", paramLabel = "URL", description = "the installation; by default the one in --data")
    private @Nullable URI target;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "its data directory, where it is on this machine: its database is then looked into as well"
                    + " (default without --target: $CODEARENA_DATA, or else 'data' beside the launcher)")
    private @Nullable Path data;

    @Option(
            names = "--admin-password-file",
            paramLabel = "FILE",
            description = "by default the one that the data directory names")
    private @Nullable Path passwordFile;

    @Option(names = "--metrics", paramLabel = "URL", description = "its metrics; by default as the data directory says")
    private @Nullable URI metrics;

    @Option(
            names = "--problems",
            paramLabel = "DIR",
            description = "problem packages whose own programs are submitted; by default the shipped ones")
    private @Nullable Path problems;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of all chance (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--minutes", paramLabel = "M", description = "how long the phases that count last together")
    private @Nullable Double minutes;

    @Option(
            names = "--rate",
            paramLabel = "F",
            defaultValue = "1",
            description = "all rates times this (default: ${DEFAULT-VALUE})")
    private double rate = 1;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "where page, figures and ledger go; by default a new one in load-reports/")
    private @Nullable Path report;

    long seed() {
        return seed;
    }

    Optional<URI> target() {
        return Optional.ofNullable(target);
    }

    Place place() throws IOException {
        return Place.of(
                target(),
                target == null ? Optional.of(dataDirectory()) : Optional.ofNullable(data),
                Optional.ofNullable(passwordFile),
                Optional.ofNullable(metrics));
    }

    /** A scenario, as fast and as long as was said. */
    Scenario scenario(String name) {
        if (rate <= 0 || !Double.isFinite(rate)) {
            throw new LoadException("--rate is " + rate + ", allowed is a factor above 0");
        }
        Scenario found = Scenarios.find(name).faster(rate);
        if (minutes == null) {
            return found;
        }
        if (minutes <= 0 || !Double.isFinite(minutes)) {
            throw new LoadException("--minutes is " + minutes + ", allowed is a number above 0");
        }
        return found.lasting(Duration.ofMillis(Math.round(minutes * 60_000)));
    }

    Path dataDirectory() {
        String named = System.getenv(DATA_VARIABLE);
        return Optional.ofNullable(data)
                .orElseGet(() -> named != null && !named.isBlank() ? Path.of(named) : home().resolve("data"));
    }

    Path packages() {
        return Optional.ofNullable(problems).orElseGet(() -> home().resolve("platform/problems"));
    }

    /** Where the launcher stands. */
    private static Path home() {
        return Path.of(System.getProperty(HOME_PROPERTY, "."));
    }

    /** Where the report goes; there is none in it. */
    Path directory(Scenario chosen) {
        Path directory = report != null
                ? report
                : Path.of(
                        "load-reports",
                        chosen.name() + "-"
                                + LocalDateTime.now(ZoneId.systemDefault())
                                        .format(DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss")));
        if (Files.exists(directory.resolve(RunRecord.FILE)) || Files.exists(directory.resolve("ledger.ndjson"))) {
            throw new LoadException("there is a report in " + directory + " already; name another directory");
        }
        return directory;
    }
}
