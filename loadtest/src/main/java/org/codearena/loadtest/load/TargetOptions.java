package org.codearena.loadtest.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.codearena.loadtest.load.report.RunRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every run is told on its command line: where its target is, what is submitted, and where the report goes. */
final class TargetOptions {
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

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "where page, figures and ledger go; by default a new one in load-reports/")
    private @Nullable Path report;

    long seed() {
        return seed;
    }

    Place place() throws IOException {
        return Place.of(
                Optional.ofNullable(target),
                target == null ? Optional.of(dataDirectory()) : Optional.ofNullable(data),
                Optional.ofNullable(passwordFile),
                Optional.ofNullable(metrics));
    }

    /**
     * Likewise of an installation that must be on this machine, and has its data directory there.
     *
     * @param why as a person would say it
     */
    Place localPlace(String why) throws IOException {
        boolean elsewhere = target != null && !isOfThisMachine(target);
        Optional<Place> place = elsewhere ? Optional.empty() : Optional.of(place());
        return place.filter(each -> each.data().isPresent())
                .orElseThrow(() -> new LoadException(why
                        + ", which can be done on this machine alone: name the data directory of an installation that runs"
                        + " here with --data DIR, and no --target"));
    }

    private static boolean isOfThisMachine(URI target) {
        try {
            return InetAddress.getByName(target.getHost()).isLoopbackAddress();
        } catch (UnknownHostException elsewhere) {
            return false;
        }
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
    Path directory(String run) {
        Path directory = report != null
                ? report
                : Path.of(
                        "load-reports",
                        run + "-"
                                + LocalDateTime.now(ZoneId.systemDefault())
                                        .format(DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss")));
        if (Files.exists(directory.resolve(RunRecord.FILE)) || Files.exists(directory.resolve("ledger.ndjson"))) {
            throw new LoadException("there is a report in " + directory + " already; name another directory");
        }
        return directory;
    }
}
