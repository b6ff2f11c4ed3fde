package org.codearena.loadtest.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.codearena.loadtest.bench.Report;
import org.codearena.loadtest.load.drain.Drains;
import org.codearena.loadtest.load.drain.Judge;
import org.codearena.loadtest.load.scenario.Flow;
import org.codearena.loadtest.load.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends judges of an installation of this machine while all their slots are busy. */
@Command(
        name = "drain",
        description = {
            "Keeps all slots of an installation of this machine busy with a queue behind them, tells each judge process in turn to"
                    + " end, and proves by the ledger and the database that nothing was judged twice and nothing waited for a lease.",
            "The installation must be one of several processes: './codearena up --servers 2 --judges 2'."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Use an installation for it that nobody else uses.",
            "Exits 0 only when each process ended in order within its grace period and every promise was kept."
        })
final class DrainCommand implements Callable<Integer> {
    private static final String SCENARIO = "drain";
    private static final int MOST_ROUNDS = 1_000;

    @Mixin
    private TargetOptions options = new TargetOptions();

    @Mixin
    private PaceOptions pace = new PaceOptions();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "how often each judge is told to end (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(names = "--json", paramLabel = "FILE", description = "the figures go there as well")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new LoadException("--rounds is " + rounds + ", allowed are 1 to " + MOST_ROUNDS);
        }
        Place place = options.localPlace("drain tells processes to end");
        List<Judge> judges = judges(place);
        int slots = Slots.of(place);
        Scenario scenario = pace.scenario(SCENARIO);
        Path directory = options.directory(scenario.name());
        LiveView view = LiveView.onStandardOutput();
        view.line("%s on %s: %d judges with %d slots, %d rounds"
                .formatted(scenario.name(), place, judges.size(), slots, rounds));
        Draining draining = new Draining(
                new Drains(place.data().orElseThrow(), judges, rounds),
                people(scenario),
                slots,
                scenario.drain(),
                options.seed());
        Run.Result result =
                new Run(scenario, place, options.packages(), options.seed(), directory, view, draining).run();
        Reports.write(result, directory);
        if (json != null) {
            Report.of(result.record().figures()).write(json);
        }
        return Reports.tell(result, directory, System.out);
    }

    private static List<Judge> judges(Place place) {
        if (place.judges().isEmpty()) {
            throw new LoadException(
                    "this CodeArena is one process, which nobody starts again when it was told to end: end it by"
                            + " './codearena down' and start it by './codearena up --servers 2 --judges 2'");
        }
        return place.judges();
    }

    private static Flow.Submitting people(Scenario scenario) {
        return scenario.flows().stream()
                .filter(Flow.Submitting.class::isInstance)
                .map(Flow.Submitting.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
