package org.codearena.loadtest.load.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run is to do.
 *
 * @param knee the search that follows the phases, if there is one
 * @param drain how long submissions may wait for their verdicts after the last arrival; one that has none then is stuck
 */
public record Scenario(
        String name,
        String about,
        List<Flow> flows,
        List<Phase> phases,
        Optional<Knee> knee,
        Optional<Fairness> fairness,
        Duration drain,
        GeneratorBounds generator,
        List<Threshold> thresholds) {

    public Scenario {
        flows = List.copyOf(flows);
        phases = List.copyOf(phases);
        thresholds = List.copyOf(thresholds);
    }

    static Scenario read(String name, Settings settings) {
        List<Flow> flows = new ArrayList<>();
        settings.section("flows")
                .ifPresent(all -> all.names().forEach(flow -> flows.add(Flow.read(flow, all.at(flow)))));
        Scenario scenario = new Scenario(
                name,
                settings.text("about"),
                flows,
                settings.sections("phases").stream().map(Phase::read).toList(),
                settings.section("knee").map(Knee::read),
                settings.section("fairness").map(Fairness::read),
                settings.span("drain", Duration.ofMinutes(5)),
                settings.section("generator").map(GeneratorBounds::read).orElse(GeneratorBounds.DEFAULT),
                settings.texts("thresholds").stream().map(Threshold::parse).toList());
        settings.requireNothingElse();
        scenario.check();
        return scenario;
    }

    private void check() {
        if (flows.isEmpty() || (phases.isEmpty() && knee.isEmpty())) {
            throw new ScenarioException("scenario '" + name + "' needs flows, and phases or a knee");
        }
        phases.forEach(phase ->
                phase.rates().keySet().forEach(flow -> requireFlow("phase '" + phase.name() + "'", flow)));
        knee.ifPresent(search -> requireFlow("knee", search.flow()));
        fairness.ifPresent(each -> {
            requireFlow("fairness", each.flow());
            requirePhase(each.quiet());
            requirePhase(each.loaded());
        });
    }

    private void requireFlow(String where, String flow) {
        if (flows.stream().noneMatch(each -> each.name().equals(flow))) {
            throw new ScenarioException(where + " names the flow '" + flow + "', known are "
                    + flows.stream().map(Flow::name).collect(Collectors.joining(", ")));
        }
    }

    private void requirePhase(String phase) {
        if (phases.stream().noneMatch(each -> each.name().equals(phase))) {
            throw new ScenarioException("fairness names the phase '" + phase + "', known are "
                    + phases.stream().map(Phase::name).collect(Collectors.joining(", ")));
        }
    }

    /** With all rates times this. */
    public Scenario faster(double factor) {
        return with(
                phases.stream().map(phase -> phase.scaled(factor, 1)).toList(), knee.map(each -> each.scaled(factor)));
    }

    /** With the counted phases stretched or shrunk so that they last so long together. */
    public Scenario lasting(Duration counted) {
        long now = phases.stream()
                .filter(Phase::counted)
                .mapToLong(phase -> phase.length().toNanos())
                .sum();
        if (now == 0) {
            throw new ScenarioException("scenario '" + name + "' has no counted phases that could be made longer");
        }
        double factor = (double) counted.toNanos() / now;
        return with(
                phases.stream()
                        .map(phase -> phase.counted() ? phase.scaled(1, factor) : phase)
                        .toList(),
                knee);
    }

    private Scenario with(List<Phase> otherPhases, Optional<Knee> otherKnee) {
        return new Scenario(name, about, flows, otherPhases, otherKnee, fairness, drain, generator, thresholds);
    }
}
