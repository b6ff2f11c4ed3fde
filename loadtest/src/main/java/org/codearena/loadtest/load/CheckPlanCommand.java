package org.codearena.loadtest.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Report;
import org.codearena.loadtest.load.plan.Checked;
import org.codearena.loadtest.load.plan.Forecast;
import org.codearena.loadtest.load.plan.ServiceTime;
import org.codearena.loadtest.load.scenario.Scenario;
import org.codearena.loadtest.load.scenario.Spans;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds what {@code load plan} says of waits against those of an installation that runs. */
@Command(
        name = "check-plan",
        description = {
            "Measures how long submissions keep a slot of a running installation while all its slots are busy, plans from that how"
                    + " long they wait while a share of the slots is busy, as 'load plan' does, and then lets them come at that"
                    + " pace and holds their waits against the plan.",
            "A wait is that from the moment a submission should have left to the first event of a judge that has it."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Use an installation for it that nobody else uses, and a machine that does nothing else.",
            "Exits 0 only when no wait p95 is longer than planned by more than the tolerance, and every promise was kept."
        })
final class CheckPlanCommand implements Callable<Integer> {
    private static final int MISSED = 1;

    @Mixin
    private TargetOptions options = new TargetOptions();

    @Option(
            names = "--mix",
            paramLabel = "LANG=WEIGHT",
            split = ",",
            description = "how often each language comes (default: as for 'load plan')")
    private @Nullable Map<String, Double> mix;

    @Option(
            names = "--busy",
            paramLabel = "SHARE",
            split = ",",
            defaultValue = "0.3,0.6,0.8",
            description = "of the slots, in growing order (default: ${DEFAULT-VALUE})")
    private List<Double> busy = List.of();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "3m",
            description = "how long each share is measured, and the service times before (default: ${DEFAULT-VALUE})")
    private String length = "3m";

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            defaultValue = "0.25",
            description =
                    "by how much a wait may be longer than planned, by its own length or that of a service, whichever is"
                            + " more (default: ${DEFAULT-VALUE})")
    private double tolerance = 0.25;

    @Option(names = "--json", paramLabel = "FILE", description = "the figures go there as well")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(tolerance >= 0) || !Double.isFinite(tolerance)) {
            throw new LoadException("--tolerance is " + tolerance + ", allowed is a number from 0 on, such as 0.25");
        }
        Place place = options.place();
        PlanTrial trial = new PlanTrial(
                mix == null ? Forecast.usualMix() : mix, Slots.of(place), Spans.parse("--for", length), options.seed());
        LiveView view = LiveView.onStandardOutput();
        Path directory = options.directory("check-plan");
        Run.Result full = run(trial.full(), trial.filling(), place, directory.resolve("full"), view);
        Map<String, ServiceTime> services = trial.services(full.meters());
        List<Forecast> forecasts =
                busy.stream().map(share -> trial.forecast(services, share)).toList();
        forecasts.forEach(each -> view.line("%.0f %% of %d slots busy: %.2f a second of %.0f ms each"
                .formatted(each.busy() * 100, trial.slots(), each.perSecond(), each.serviceMs())));
        Run.Result paced = run(trial.paced(forecasts), Beside.NOTHING, place, directory.resolve("paced"), view);
        return tell(trial.checked(forecasts, paced.meters(), tolerance), List.of(full, paced), directory);
    }

    private Run.Result run(Scenario scenario, Beside beside, Place place, Path directory, LiveView view)
            throws IOException, InterruptedException {
        view.line("%s on %s, %s"
                .formatted(
                        scenario.name(),
                        place,
                        Duration.ofSeconds(scenario.phases().stream()
                                .mapToLong(phase -> phase.length().toSeconds())
                                .sum())));
        Run.Result result = new Run(scenario, place, options.packages(), options.seed(), directory, view, beside).run();
        Reports.write(result, directory);
        return result;
    }

    private int tell(List<Checked> all, List<Run.Result> runs, Path directory) throws IOException {
        List<Figure> figures = new ArrayList<>();
        all.forEach(each -> figures.addAll(each.figures()));
        Report report = Report.of(figures);
        report.write(directory.resolve("figures.json"));
        if (json != null) {
            report.write(json);
        }
        report.print(System.out);
        Checked.markdown(all).forEach(System.out::println);
        boolean kept = true;
        for (Run.Result each : runs) {
            kept &= each.record().held();
            each.record().figures().stream()
                    .filter(figure -> !figure.held())
                    .map(Figure::row)
                    .forEach(System.out::println);
        }
        System.out.println("the reports are in " + directory.toAbsolutePath());
        return kept && all.stream().allMatch(Checked::held) ? 0 : MISSED;
    }
}
