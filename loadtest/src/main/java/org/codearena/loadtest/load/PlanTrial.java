package org.codearena.loadtest.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.plan.Checked;
import org.codearena.loadtest.load.plan.Forecast;
import org.codearena.loadtest.load.plan.ServiceTime;
import org.codearena.loadtest.load.scenario.Flow;
import org.codearena.loadtest.load.scenario.GeneratorBounds;
import org.codearena.loadtest.load.scenario.Mix;
import org.codearena.loadtest.load.scenario.Phase;
import org.codearena.loadtest.load.scenario.Rate;
import org.codearena.loadtest.load.scenario.Scenario;

/**
 * What is run to hold a plan against, and what its measurements say. Each language is a flow, so that each is timed by itself. Pure.
 *
 * @param weights how often each language comes
 * @param length how long each pace is measured
 */
record PlanTrial(Map<String, Double> weights, int slots, Duration length, long seed) {
    private static final int USERS_OF_A_LANGUAGE = 5;
    private static final int PEOPLE_PER_SLOT = 3;
    /** Fewer say too little of how long they take. */
    private static final int LEAST = 5;
    /** A pace is given so much of a run to settle in, before it counts. */
    private static final int SETTLING = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Those that run into their time limit are left out: they are rare, and a short run would have one of them or none. */
    private static final Map<String, Double> VERDICTS =
            Map.of("accepted", 50.0, "wrong-answer", 30.0, "run-time-error", 10.0, "compile-error", 5.0);

    /** The machine is busy, and what the generator waits is in the waits. */
    private static final GeneratorBounds BOUNDS = new GeneratorBounds(1_000, 0.8, 20_000);

    PlanTrial {
        Map<String, Double> wanted = new TreeMap<>(weights);
        wanted.values().removeIf(weight -> weight == 0);
        if (wanted.isEmpty() || wanted.values().stream().anyMatch(weight -> !(weight > 0))) {
            throw new LoadException(
                    "the mix is " + weights + ", allowed are numbers from 0 on, not all 0: --mix python=0.6,cpp=0.4");
        }
        weights = wanted;
    }

    private List<Flow> flows() {
        return weights.keySet().stream().<Flow>map(PlanTrial::flow).toList();
    }

    private static Flow.Submitting flow(String language) {
        Mix mix = new Mix(Map.of(language, 1.0), VERDICTS, List.of());
        return new Flow.Submitting(language, USERS_OF_A_LANGUAGE, mix, Flow.Refused.RETRIED);
    }

    private Scenario scenario(String name, String about, List<Phase> phases) {
        return new Scenario(
                name, about, flows(), phases, Optional.empty(), Optional.empty(), PATIENCE, BOUNDS, List.of());
    }

    /** All slots are busy; what has just started is slow at first, so the first part does not count. */
    Scenario full() {
        return scenario(
                "check-plan-full",
                "All slots are busy, to see how long a submission keeps one.",
                List.of(new Phase("settling", warmUp(), false, Map.of()), new Phase("full", length, true, Map.of())));
    }

    private Duration warmUp() {
        return length.dividedBy(2);
    }

    Filling filling() {
        Map<Flow.Submitting, Double> flows = new LinkedHashMap<>();
        weights.forEach((language, weight) -> flows.put(flow(language), weight));
        return new Filling(flows, PEOPLE_PER_SLOT * slots, warmUp(), PATIENCE, seed);
    }

    /** How long each language kept a slot. */
    Map<String, ServiceTime> services(Meters full) {
        Map<String, ServiceTime> services = new TreeMap<>();
        for (String language : weights.keySet()) {
            Histogram held = full.histogram(Kind.HELD, language::equals, phase -> phase == 1);
            if (held.getTotalCount() < LEAST) {
                throw new LoadException(
                        "only %d submissions in %s were judged while all slots were busy, needed are %d: make"
                                        .formatted(held.getTotalCount(), language, LEAST)
                                + " it longer with --for, or give the language a weight of 0 with --mix");
            }
            double mean = held.getMean() / 1e3;
            double deviation = held.getStdDeviation() / 1e3;
            services.put(language, new ServiceTime(mean, deviation * deviation / (mean * mean)));
        }
        return services;
    }

    Forecast forecast(Map<String, ServiceTime> services, double busy) {
        return Forecast.of(
                services, weights, slots, busy, settling().plus(length).toMillis() / 1e3, seed);
    }

    private Duration settling() {
        return length.dividedBy(SETTLING - 1);
    }

    /** Two phases for each: the one in which it settles does not count. */
    Scenario paced(List<Forecast> forecasts) {
        List<Phase> phases = new ArrayList<>();
        for (Forecast each : forecasts) {
            String name = Math.round(each.busy() * 100) + " % busy";
            Map<String, Rate> rates = rates(each.perSecond());
            phases.add(new Phase("settling", settling(), false, rates));
            phases.add(new Phase(name, length, true, rates));
        }
        return scenario("check-plan-paced", "Submissions come at the paces that were planned for.", phases);
    }

    private Map<String, Rate> rates(double perSecond) {
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Rate> rates = new TreeMap<>();
        weights.forEach((language, weight) -> rates.put(language, Rate.steady(perSecond * weight / all)));
        return rates;
    }

    List<Checked> checked(List<Forecast> forecasts, Meters paced, double tolerance) {
        List<Checked> checked = new ArrayList<>();
        for (int number = 0; number < forecasts.size(); number++) {
            int phase = 2 * number + 1;
            Function<Kind, Histogram> of = kind -> paced.histogram(kind, _ -> true, each -> each == phase);
            Histogram waits = of.apply(Kind.WAIT);
            Histogram held = of.apply(Kind.HELD);
            if (waits.getTotalCount() == 0) {
                throw new LoadException("nothing came within " + length + ": make it longer with --for");
            }
            checked.add(new Checked(
                    forecasts.get(number),
                    waits.getTotalCount(),
                    held.getMean() * held.getTotalCount() / 1e3 / length.toMillis() / slots,
                    held.getMean() / 1e3,
                    new Forecast.Waits(waits.getValueAtPercentile(50) / 1e3, waits.getValueAtPercentile(95) / 1e3),
                    tolerance));
        }
        return checked;
    }
}
