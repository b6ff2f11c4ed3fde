package org.codearena.loadtest.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.codearena.loadtest.bench.Report;
import org.codearena.loadtest.load.chaos.Chaos;
import org.codearena.loadtest.load.chaos.Fault;
import org.codearena.loadtest.load.report.FaultTable;
import org.codearena.loadtest.load.scenario.Flow;
import org.codearena.loadtest.load.scenario.Phase;
import org.codearena.loadtest.load.scenario.Scenario;
import org.codearena.loadtest.load.target.Readiness;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts load on an installation of this machine while parts of it are broken. */
@Command(
        name = "chaos",
        description = {
            "Puts load on an installation of this machine, breaks parts of it at random moments meanwhile, and proves by the"
                    + " ledger that nothing was lost, doubled, wrong or stuck.",
            "The same seed breaks the same things at the same moments, on installations that have the same parts."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Use an installation for it that nobody else uses.",
            "Exits 0 only when everything healed and every promise was kept."
        })
final class ChaosCommand implements Callable<Integer> {
    private static final String PROBE = "probe";

    @Mixin
    private TargetOptions options = new TargetOptions();

    @Mixin
    private PaceOptions pace = new PaceOptions();

    @Option(
            names = "--faults",
            paramLabel = "NAME",
            split = ",",
            description = "only these, with commas between; by default all that have a target")
    private List<String> faults = List.of();

    @Option(names = "--list", description = "says what the faults are, and does nothing")
    private boolean list;

    @Option(
            names = "--every",
            paramLabel = "S",
            defaultValue = "12",
            description = "mean time between two faults, in seconds (default: ${DEFAULT-VALUE})")
    private double every = 12;

    @Option(
            names = "--longest-hold",
            paramLabel = "S",
            defaultValue = "15",
            description = "of pauses and the like, in seconds (default: ${DEFAULT-VALUE})")
    private double longestHold = 15;

    @Option(
            names = "--load",
            paramLabel = "SCENARIO",
            defaultValue = "chaos",
            description =
                    "what is sent meanwhile: a scenario's name or file, with a flow 'probe' (default: ${DEFAULT-VALUE})")
    private String load = "chaos";

    @Option(names = "--json", paramLabel = "FILE", description = "the figures go there as well")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (list) {
            Fault.all().forEach(fault -> System.out.printf("%-15s %s%n", fault.name(), fault.about()));
            return 0;
        }
        Place place = options.localPlace("chaos kills and stops processes");
        Scenario scenario = pace.scenario(load);
        Chaos chaos = new Chaos(place.data().orElseThrow(), plan(scenario));
        Path directory = options.directory(scenario.name());
        LiveView view = LiveView.onStandardOutput();
        view.line("%s on %s, seed %d".formatted(scenario.name(), place, options.seed()));
        Optional<Readiness> readiness = place.metrics().isPresent()
                ? Optional.of(Readiness.of(place.metrics().get().resolve("/health/ready")))
                : Optional.empty();
        Broken broken = new Broken(chaos, probe(scenario), readiness, options.seed());
        Run.Result result = new Run(scenario, place, options.packages(), options.seed(), directory, view, broken).run();
        return tell(result, directory);
    }

    private Chaos.Plan plan(Scenario scenario) {
        return new Chaos.Plan(
                options.seed(),
                chosen(),
                scenario.phases().stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus),
                seconds("--every", every),
                seconds("--longest-hold", longestHold));
    }

    private List<Fault> chosen() {
        return faults.isEmpty()
                ? Fault.all()
                : faults.stream().map(Fault::named).toList();
    }

    private static Duration seconds(String option, double seconds) {
        if (!(seconds >= 0.5 && seconds <= 3_600)) {
            throw new LoadException(option + " is " + seconds + ", allowed are 0.5 to 3600 seconds");
        }
        return Duration.ofMillis(Math.round(seconds * 1e3));
    }

    private static Flow.Submitting probe(Scenario scenario) {
        return scenario.flows().stream()
                .filter(Flow.Submitting.class::isInstance)
                .map(Flow.Submitting.class::cast)
                .filter(flow -> flow.name().equals(PROBE))
                .findFirst()
                .orElseThrow(() -> new LoadException("the scenario '" + scenario.name() + "' has no flow '" + PROBE
                        + "' that submits, which shows when all is well again after each fault"));
    }

    private int tell(Run.Result result, Path directory) throws IOException {
        Reports.write(result, directory);
        FaultTable.lines(result.record().incidents()).forEach(System.out::println);
        if (json != null) {
            Report.of(result.record().figures()).write(json);
        }
        return Reports.tell(result, directory, System.out);
    }
}
