package org.codearena.loadtest.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.codearena.loadtest.load.report.RunRecord.Span;
import org.codearena.loadtest.load.scenario.Knee;
import org.codearena.loadtest.load.scenario.Phase;
import org.codearena.loadtest.load.scenario.Scenario;

/** Goes through a scenario's phases, and then through the steps of the search for its knee. */
final class Course {
    private final Scenario scenario;
    private final Pace pace;
    private final Meters meters;
    private final Timeline timeline;
    private final LiveView view;
    private final BooleanSupplier goesOn;
    private final List<Span> spans = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private OptionalDouble knee = OptionalDouble.empty();

    /** @param goesOn whether the last phase is to be longer than it is meant to be */
    Course(Scenario scenario, Pace pace, Meters meters, Timeline timeline, LiveView view, BooleanSupplier goesOn) {
        this.scenario = scenario;
        this.pace = pace;
        this.meters = meters;
        this.timeline = timeline;
        this.view = view;
        this.goesOn = goesOn;
    }

    void run() {
        double whole = scenario.phases().stream()
                .mapToDouble(phase -> phase.length().toMillis() / 1e3)
                .sum();
        for (Phase phase : scenario.phases()) {
            if (!pace.stopped()) {
                view.stage(phase.name(), 0, whole);
                go(phase);
            }
        }
        scenario.knee().ifPresent(this::search);
    }

    /** Answers the phase's number. */
    private int go(Phase phase) {
        int number = spans.size();
        double from = timeline.now();
        // Known from the start, as what happens meanwhile asks whether its phase counts.
        spans.add(new Span(phase.name(), from, from + phase.length().toMillis() / 1e3, phase.counted()));
        pace.run(number, phase);
        if (number == scenario.phases().size() - 1) {
            pace.waitWhile(goesOn);
        }
        spans.set(number, new Span(phase.name(), from, timeline.now(), phase.counted()));
        return number;
    }

    private void search(Knee search) {
        for (int step = 0; step < search.steps() && !pace.stopped(); step++) {
            Phase phase = search.step(step);
            if (!isBorne(search, phase)) {
                return;
            }
            knee = OptionalDouble.of(phase.rate(search.flow()).from());
        }
        notes.add("The knee lies above the last step: every step was borne.");
    }

    private boolean isBorne(Knee search, Phase phase) {
        for (int attempt = 1; attempt <= search.tries() && !pace.stopped(); attempt++) {
            view.stage(
                    phase.name(),
                    timeline.now(),
                    timeline.now() + phase.length().toSeconds());
            int number = go(phase);
            Histogram verdicts = meters.verdictsSoFar(search.flow(), number);
            double p95 = verdicts.getValueAtPercentile(95) / 1e3;
            int waiting = meters.waiting();
            boolean borne = p95 <= search.verdictP95Ms() && waiting <= search.waiting();
            tell(phase, attempt, p95, waiting, borne);
            if (borne) {
                return true;
            }
            // The next try, or whatever follows, is not to begin with what this one has left.
            view.stage(
                    "draining",
                    timeline.now(),
                    timeline.now() + scenario.drain().toSeconds());
            pace.drain(scenario.drain());
        }
        return false;
    }

    private void tell(Phase phase, int attempt, double p95, int waiting, boolean borne) {
        String text = String.format(
                Locale.ROOT,
                "Step %s, try %d: 95 %% of verdicts within %.0f ms, %d waiting at its end: %s",
                phase.name(),
                attempt,
                p95,
                waiting,
                borne ? "borne" : "not borne");
        notes.add(text + ".");
        view.line(text);
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    OptionalDouble knee() {
        return knee;
    }
}
