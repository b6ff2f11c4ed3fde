package org.codearena.loadtest.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.report.RunRecord.Account;
import org.codearena.loadtest.load.report.RunRecord.Curve;
import org.codearena.loadtest.load.report.RunRecord.Point;
import org.codearena.loadtest.load.report.RunRecord.Second;
import org.codearena.loadtest.load.report.RunRecord.Span;
import org.codearena.loadtest.load.report.RunRecord.Waits;
import org.codearena.loadtest.load.scenario.Fairness;
import org.codearena.loadtest.load.scenario.Flow;
import org.codearena.loadtest.load.scenario.GeneratorBounds;
import org.codearena.loadtest.load.scenario.Scenario;
import org.codearena.loadtest.load.scenario.Threshold;

/** The figures of a run, from what was measured. */
final class Outcome {
    private static final String AGAINST = "open model, timed from the intended start";
    private static final String AGAIN = "closed loop: who was served comes again";

    private final Scenario scenario;
    private final Meters meters;
    private final List<Span> phases;
    private final List<Second> timeline;
    private final Account account;
    private final OptionalDouble knee;
    private final List<Figure> figures = new ArrayList<>();

    Outcome(
            Scenario scenario,
            Meters meters,
            List<Span> phases,
            List<Second> timeline,
            Account account,
            OptionalDouble knee) {
        this.scenario = scenario;
        this.meters = meters;
        this.phases = List.copyOf(phases);
        this.timeline = List.copyOf(timeline);
        this.account = account;
        this.knee = knee;
    }

    /** The flows whose waits are figures: all but those that only disturb. */
    static Predicate<String> timed(Scenario scenario) {
        return name -> scenario.flows().stream()
                .noneMatch(flow -> flow instanceof Flow.Submitting submitting
                        && submitting.name().equals(name)
                        && submitting.refused() == Flow.Refused.DROPPED);
    }

    private boolean counted(int phase) {
        return phases.get(phase).counted();
    }

    /** @param besides figures of what was done besides, to which the scenario's thresholds apply as well */
    List<Figure> figures(List<Figure> besides) {
        submissions();
        pages();
        sessions();
        scenario.fairness().ifPresent(this::fairness);
        knee.ifPresent(
                rate -> figure("load.knee_per_s", rate, "1/s", "the highest step of a growing rate that was borne", 1));
        figure("load.refused", sum("refused."), "", "answers 429 and 503, each with Retry-After", 1);
        figure("load.errors", sum("error."), "", "all requests", 1);
        figure(
                "load.reopened",
                sum("reopened."),
                "",
                "event streams that a server ended in order before the verdict",
                1);
        generator();
        zero("ledger.lost", account.lost());
        zero("ledger.doubled", account.doubled());
        zero("ledger.wrong", account.wrong());
        zero("ledger.stuck", account.stuck());
        zero("boards.differing", account.differing());
        besides.forEach(each -> {
            if (each.goal().isEmpty()) {
                figure(each.name(), each.value(), each.unit(), each.against(), each.rounds());
            } else {
                figures.add(each);
            }
        });
        unmeasured();
        return figures;
    }

    private void submissions() {
        Predicate<String> timed = timed(scenario);
        Histogram all = meters.histogram(Kind.ACCEPT, _ -> true, this::counted);
        if (all.getTotalCount() == 0) {
            return;
        }
        figure("api.accept_per_s", all.getTotalCount() / countedSeconds(), "1/s", offered(Flow.Submitting.class), 1);
        String model = model(Flow.Submitting.class);
        percentiles("api.accept_ms", meters.histogram(Kind.ACCEPT, timed, this::counted), model);
        Histogram verdicts = meters.histogram(Kind.VERDICT, timed, this::counted);
        figure(
                "load.verdicts",
                (double) meters.histogram(Kind.VERDICT, _ -> true, _ -> true).getTotalCount(),
                "",
                "each held against its package's expectation",
                1);
        percentiles("load.verdict_ms", verdicts, model);
    }

    private void pages() {
        Histogram reads = meters.histogram(Kind.READ, _ -> true, this::counted);
        if (reads.getTotalCount() > 0) {
            figure("api.reads_per_s", reads.getTotalCount() / countedSeconds(), "1/s", offered(Flow.Reading.class), 1);
            percentiles("api.reads_ms", reads);
        }
        Histogram boards = meters.histogram(Kind.BOARD, _ -> true, this::counted);
        if (boards.getTotalCount() > 0) {
            percentiles("api.board_page_ms", boards);
        }
    }

    private void sessions() {
        Histogram opened = meters.histogram(Kind.OPEN, _ -> true, this::counted);
        if (opened.getTotalCount() == 0) {
            return;
        }
        figure("load.sessions_per_s", opened.getTotalCount() / countedSeconds(), "1/s", offered(Flow.Working.class), 1);
        percentiles("load.open_ms", opened);
        percentiles("load.echo_ms", meters.histogram(Kind.ECHO, _ -> true, this::counted));
        percentiles("load.run_ms", meters.histogram(Kind.RUN, _ -> true, this::counted));
        percentiles("load.close_ms", meters.histogram(Kind.CLOSE, _ -> true, this::counted));
        String against = meters.histogram(Kind.CLOSE, _ -> true, _ -> true).getTotalCount()
                + " sessions closed, the last text of each got from the store";
        figures.add(Figure.atMost("load.files_lost", (double) meters.counted("file.lost"), "", 0, against, 1));
    }

    private String offered(Class<? extends Flow> kind) {
        double offered = scenario.phases().stream()
                .filter(phase -> phase.counted())
                .mapToDouble(phase -> scenario.flows().stream()
                        .filter(kind::isInstance)
                        .mapToDouble(flow -> phase.rate(flow.name()).expected(phase.length()))
                        .sum())
                .sum();
        return offered == 0
                ? model(kind)
                : String.format(Locale.ROOT, "%.2f/s offered, %s", offered / countedSeconds(), AGAINST);
    }

    /** Where no phase lets anybody of a kind come, those who came were called by what was done besides. */
    private String model(Class<? extends Flow> kind) {
        boolean called = scenario.knee().isEmpty()
                && scenario.flows().stream()
                        .filter(kind::isInstance)
                        .allMatch(flow -> scenario.phases().stream()
                                .allMatch(phase -> phase.rate(flow.name()).expected(phase.length()) == 0));
        return called ? AGAIN : AGAINST;
    }

    private void percentiles(String name, Histogram histogram) {
        percentiles(name, histogram, AGAINST);
    }

    private void percentiles(String name, Histogram histogram, String model) {
        if (histogram.getTotalCount() > 0) {
            String against = model + ", of " + histogram.getTotalCount();
            figure(name + ".p50", histogram.getValueAtPercentile(50) / 1e3, "ms", against, 1);
            figure(name + ".p95", histogram.getValueAtPercentile(95) / 1e3, "ms", against, 1);
            figure(name + ".p99", histogram.getValueAtPercentile(99) / 1e3, "ms", against, 1);
        }
    }

    private void fairness(Fairness fairness) {
        Histogram quiet = verdicts(fairness.flow(), fairness.quiet());
        Histogram loaded = verdicts(fairness.flow(), fairness.loaded());
        if (quiet.getTotalCount() > 0 && loaded.getTotalCount() > 0) {
            double before = quiet.getValueAtPercentile(95) / 1e3;
            double after = loaded.getValueAtPercentile(95) / 1e3;
            figure(
                    "fairness.p95_ratio",
                    after / before,
                    "x",
                    String.format(
                            Locale.ROOT,
                            "%.0f ms for %s in phase '%s', %.0f ms in phase '%s': the same programs at the same moments",
                            before,
                            fairness.flow(),
                            fairness.quiet(),
                            after,
                            fairness.loaded()),
                    1);
        }
    }

    private Histogram verdicts(String flow, String phase) {
        return meters.histogram(
                Kind.VERDICT, flow::equals, number -> phases.get(number).name().equals(phase));
    }

    private void generator() {
        GeneratorBounds bounds = scenario.generator();
        String against = "this machine, " + Runtime.getRuntime().availableProcessors() + " processors";
        figures.add(Figure.atMost("generator.lag_ms.p99", lagMillis(), "ms", bounds.lagP99Ms(), against, 1));
        figures.add(Figure.atMost("generator.cpu", ownCpu(), "x", bounds.cpu(), against, 1));
        figures.add(Figure.atMost(
                "generator.dropped",
                (double) meters.counted("generator.dropped"),
                "",
                0,
                bounds.inFlight() + " in flight",
                1));
    }

    private double lagMillis() {
        return meters.histogram(Kind.LAG, _ -> true, this::counted).getValueAtPercentile(99) / 1e3;
    }

    private double ownCpu() {
        return timeline.stream()
                .filter(second -> phases.stream()
                        .anyMatch(phase -> phase.counted() && second.at() > phase.from() && second.at() <= phase.to()))
                .mapToDouble(second -> second.values().getOrDefault("generator.cpu", 0.0))
                .average()
                .orElse(0);
    }

    /** Why the figures say more of the generator than of the target; empty where they do not. */
    Optional<String> bottleneck() {
        GeneratorBounds bounds = scenario.generator();
        List<String> reasons = new ArrayList<>();
        if (lagMillis() > bounds.lagP99Ms()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "its requests left up to %.0f ms late (p99), at most %.0f are allowed",
                    lagMillis(),
                    bounds.lagP99Ms()));
        }
        if (ownCpu() > bounds.cpu()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "it used %.0f %% of this machine's processors, at most %.0f %% are allowed",
                    100 * ownCpu(),
                    100 * bounds.cpu()));
        }
        if (meters.counted("generator.dropped") > 0) {
            reasons.add("it dropped %d arrivals, as %d were under way"
                    .formatted(meters.counted("generator.dropped"), bounds.inFlight()));
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of("the generator was the bottleneck, so the figures are not the target's: "
                        + String.join("; ", reasons)
                        + ". Run it from another machine than the target's, or lower the rates with --rate");
    }

    private void zero(String name, long value) {
        figures.add(Figure.atMost(
                name, (double) value, "", 0, account.acknowledged() + " acknowledged submissions in the ledger", 1));
    }

    /** A threshold on what was not measured is missed, or a misspelt one would always hold. */
    private void unmeasured() {
        for (Threshold threshold : scenario.thresholds()) {
            if (figures.stream().noneMatch(figure -> figure.name().equals(threshold.figure()))) {
                figures.add(new Figure(
                        threshold.figure(), -1, "", goal(threshold), false, "was not measured in this run", 0));
            }
        }
    }

    private void figure(String name, double value, String unit, String against, int rounds) {
        Optional<Threshold> threshold = scenario.thresholds().stream()
                .filter(each -> each.figure().equals(name))
                .findFirst();
        figures.add(threshold
                .map(each -> each.atMost()
                        ? Figure.atMost(name, value, unit, each.limit(), against, rounds)
                        : Figure.atLeast(name, value, unit, each.limit(), against, rounds))
                .orElseGet(() -> Figure.plain(name, value, unit, against, rounds)));
    }

    private static String goal(Threshold threshold) {
        return (threshold.atMost() ? "<= " : ">= ") + threshold.limit();
    }

    private double sum(String prefix) {
        return meters.countsOf(prefix).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private double countedSeconds() {
        return phases.stream()
                .filter(Span::counted)
                .mapToDouble(phase -> phase.to() - phase.from())
                .sum();
    }

    /** The distribution of each kind and flow in the counted phases. */
    List<Curve> curves() {
        return histograms().entrySet().stream()
                .map(each -> new Curve(each.getKey(), each.getValue().getTotalCount(), points(each.getValue())))
                .toList();
    }

    /** Likewise, as they are. */
    Map<String, Histogram> histograms() {
        return meters.tracks().entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().name(),
                        each -> each.getValue().of(this::counted),
                        (a, _) -> a,
                        java.util.TreeMap::new))
                .entrySet()
                .stream()
                .filter(each -> each.getValue().getTotalCount() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, java.util.TreeMap::new));
    }

    private static List<Point> points(Histogram histogram) {
        List<Point> points = new ArrayList<>();
        for (HistogramIterationValue each : histogram.percentiles(4)) {
            points.add(new Point(each.getPercentileLevelIteratedTo(), each.getValueIteratedTo() / 1e3));
        }
        return points;
    }

    /** How long each user waited in each phase that counts. */
    List<Waits> users() {
        return meters.users().entrySet().stream()
                .filter(each -> counted(each.getKey().phase()))
                .map(each -> {
                    Histogram all = each.getValue().of(_ -> true);
                    return new Waits(
                            each.getKey().flow(),
                            each.getKey().user(),
                            phases.get(each.getKey().phase()).name(),
                            all.getTotalCount(),
                            all.getValueAtPercentile(50) / 1e3,
                            all.getValueAtPercentile(95) / 1e3);
                })
                .sorted(java.util.Comparator.comparing(Waits::phase)
                        .thenComparing(Waits::flow)
                        .thenComparing(Waits::user))
                .toList();
    }
}
