package org.codearena.loadtest.load.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stretch of a run.
 *
 * @param counted whether it is part of the figures; one that only warms up is not
 * @param rates of each flow by name; a flow that is not named rests
 */
public record Phase(String name, Duration length, boolean counted, Map<String, Rate> rates) {
    public Phase {
        rates = Map.copyOf(rates);
    }

    static Phase read(Settings settings) {
        Map<String, Rate> rates = new LinkedHashMap<>();
        settings.section("rates")
                .ifPresent(section -> section.names().forEach(name -> rates.put(name, section.rate(name))));
        Phase phase = new Phase(settings.text("name"), settings.span("for"), settings.flag("counted", true), rates);
        settings.requireNothingElse();
        if (phase.length.isZero()) {
            throw new ScenarioException("phase '" + phase.name + "' lasts for nothing");
        }
        return phase;
    }

    public Rate rate(String flow) {
        return rates.getOrDefault(flow, Rate.steady(0));
    }

    Phase scaled(double rateFactor, double lengthFactor) {
        Map<String, Rate> faster = new LinkedHashMap<>();
        rates.forEach((flow, rate) -> faster.put(flow, rate.times(rateFactor)));
        return new Phase(name, Duration.ofNanos(Math.round(length.toNanos() * lengthFactor)), counted, faster);
    }
}
