package org.codearena.loadtest.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.loadtest.load.scenario.Flow;

/** All slots are kept busy by people of several flows, by their weights. */
final class Filling implements Beside {
    private final Map<Flow.Submitting, Double> flows;
    private final int people;
    private final Duration settling;
    private final Duration patience;
    private final long seed;
    private Optional<Pressure> pressure = Optional.empty();

    /**
     * @param flows who submits, each with its weight
     * @param people so many at once
     * @param settling how long the first of two phases is
     * @param patience how long the last ones may wait
     */
    Filling(Map<Flow.Submitting, Double> flows, int people, Duration settling, Duration patience, long seed) {
        this.flows = new LinkedHashMap<>(flows);
        this.people = people;
        this.settling = settling;
        this.patience = patience;
        this.seed = seed;
    }

    @Override
    public void begin(Stage stage) {
        Map<Submitters, Double> submitters = new LinkedHashMap<>();
        flows.forEach((flow, weight) -> submitters.put(stage.submitters(flow), weight));
        Pressure begun =
                new Pressure(random -> drawn(submitters, random).next(random), people, stage.meters(), seed, settling);
        begun.begin();
        pressure = Optional.of(begun);
    }

    private static Submitters drawn(Map<Submitters, Double> weights, RandomGenerator random) {
        double point = random.nextDouble()
                * weights.values().stream().mapToDouble(Double::doubleValue).sum();
        Submitters last = weights.keySet().iterator().next();
        for (Map.Entry<Submitters, Double> each : weights.entrySet()) {
            last = each.getKey();
            point -= each.getValue();
            if (point < 0) {
                break;
            }
        }
        return last;
    }

    @Override
    public List<Incident> end(boolean brokenOff) throws InterruptedException {
        if (pressure.isPresent()) {
            pressure.get().end(brokenOff ? Duration.ZERO : patience);
        }
        return List.of();
    }
}
