package org.codearena.loadtest.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.codearena.loadtest.bench.Report;
import org.codearena.loadtest.load.plan.PlanCommand;
import org.codearena.loadtest.load.report.RunPage;
import org.codearena.loadtest.load.report.RunRecord;
import org.codearena.loadtest.load.scenario.Scenario;
import org.codearena.loadtest.load.scenario.Scenarios;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts load on an installation and proves that it loses nothing. */
@Command(
        name = "load",
        description = "Puts load on a running installation as its users would, and proves that nothing of it is lost.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nScenarios that are shipped:%n",
        footer = {
            "  steady         an even pace that the machine bears",
            "  ramp           a growing pace until verdicts take too long: finds the knee",
            "  contest-start  everybody opens the problems at once, then submits",
            "  flood          one user against ten",
            "  soak           the steady mix for hours",
            "  readers        boards and problem pages only",
            "  ide            projects are opened, typed in, run and closed",
            "  mixed          everything at once",
            "  rolling-restart  nobody shall notice './codearena roll', which is started meanwhile",
            "",
            "'load show NAME' prints one, to start one's own from; its file's path is then its name.",
            "Exits 0 only when every goal was held and nothing was lost, doubled, wrong or stuck."
        },
        subcommands = {CompareCommand.class, ShowCommand.class, PlanCommand.class})
final class LoadCommand implements Callable<Integer> {
    private static final String HOME_PROPERTY = "codearena.home";
    private static final String DATA_VARIABLE = "CODEARENA_DATA";
    private static final int MISSED = 1;
    private static final int PERCENTILE_TICKS = 5;

    @Parameters(paramLabel = "SCENARIO", arity = "0..1", description = "a shipped scenario's name, or a file's path")
    private @Nullable String scenario;

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

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (scenario == null) {
            throw new LoadException("name a scenario; shipped are " + String.join(", ", Scenarios.SHIPPED));
        }
        Scenario chosen = chosen(scenario);
        Place place = Place.of(
                Optional.ofNullable(target),
                target == null ? Optional.of(dataDirectory()) : Optional.ofNullable(data),
                Optional.ofNullable(passwordFile),
                Optional.ofNullable(metrics));
        Path directory = directory(chosen);
        LiveView view = LiveView.onStandardOutput();
        view.line("%s on %s".formatted(chosen.name(), place));
        Run.Result result = new Run(chosen, place, packages(), seed, directory, view).run();
        write(result, directory);
        return tell(result, directory, System.out);
    }

    private Scenario chosen(String name) {
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

    private Path dataDirectory() {
        String named = System.getenv(DATA_VARIABLE);
        return Optional.ofNullable(data)
                .orElseGet(() -> named != null && !named.isBlank() ? Path.of(named) : home().resolve("data"));
    }

    private Path packages() {
        return Optional.ofNullable(problems).orElseGet(() -> home().resolve("platform/problems"));
    }

    /** Where the launcher stands. */
    private static Path home() {
        return Path.of(System.getProperty(HOME_PROPERTY, "."));
    }

    private Path directory(Scenario chosen) {
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

    private static void write(Run.Result result, Path directory) throws IOException {
        RunRecord record = result.record();
        record.write(directory.resolve(RunRecord.FILE));
        Report.of(record.figures()).write(directory.resolve("figures.json"));
        Files.writeString(directory.resolve("report.html"), RunPage.of(record));
        for (Map.Entry<String, Histogram> each : result.outcome().histograms().entrySet()) {
            try (PrintStream out = new PrintStream(Files.newOutputStream(directory.resolve(each.getKey() + ".hgrm")))) {
                // In milliseconds; they are kept in microseconds.
                each.getValue().outputPercentileDistribution(out, PERCENTILE_TICKS, 1_000.0);
            }
        }
    }

    private static int tell(Run.Result result, Path directory, PrintStream out) throws IOException {
        RunRecord record = result.record();
        Report.of(record.figures()).print(out);
        record.account().findings().stream().limit(20).forEach(out::println);
        out.println("the report is " + directory.resolve("report.html").toAbsolutePath());
        result.outcome().bottleneck().ifPresent(sentence -> System.err.println("codearena: " + sentence));
        return record.held() ? 0 : MISSED;
    }
}
