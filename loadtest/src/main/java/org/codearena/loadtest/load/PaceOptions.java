package org.codearena.loadtest.load;

import java.time.Duration;
import org.codearena.loadtest.load.scenario.Scenario;
import org.codearena.loadtest.load.scenario.Scenarios;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fast and how long a scenario is to go. */
final class PaceOptions {
    @Option(names = "--minutes", paramLabel = "M", description = "how long the phases that count last together")
    private @Nullable Double minutes;

    @Option(
            names = "--rate",
            paramLabel = "F",
            defaultValue = "1",
            description = "all rates times this (default: ${DEFAULT-VALUE})")
    private double rate = 1;

    /** A scenario, as fast and as long as was said. */
    Scenario scenario(String name) {
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
}
