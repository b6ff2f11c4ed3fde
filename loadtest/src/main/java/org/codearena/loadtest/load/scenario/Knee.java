package org.codearena.loadtest.load.scenario;

import java.time.Duration;
import java.util.Map;

/**
 * The search for the highest rate that is borne: steps of a growing rate until one is not borne.
 *
 * @param flow whose rate is raised
 * @param factor between a step and the next
 * @param verdictP95Ms a step is borne while this many milliseconds from submitting to the verdict are not exceeded;
 *     submissions that still wait count with the time they have waited
 * @param waiting and while no more than so many submissions wait at its end
 * @param tries how often a step is tried before it counts as not borne: on a shared machine one failure says little
 */
public record Knee(
        String flow,
        double from,
        double factor,
        Duration each,
        int steps,
        double verdictP95Ms,
        int waiting,
        int tries) {
    static Knee read(Settings settings) {
        Knee knee = new Knee(
                settings.text("flow"),
                settings.number("from", 1),
                settings.number("factor", 1.3),
                settings.span("each", Duration.ofSeconds(20)),
                settings.count("steps", 15),
                settings.number("verdict-p95-ms", 10_000),
                settings.count("waiting", 100),
                settings.count("tries", 2));
        settings.requireNothingElse();
        if (knee.from <= 0 || knee.factor <= 1 || knee.steps < 1 || knee.tries < 1) {
            throw new ScenarioException(
                    "knee needs from above 0, factor above 1, steps and tries of at least 1; it has from " + knee.from
                            + ", factor " + knee.factor + ", steps " + knee.steps + ", tries " + knee.tries);
        }
        return knee;
    }

    /** The step of that number, 0 being the first. */
    public Phase step(int number) {
        double rate = from * Math.pow(factor, number);
        return new Phase("%.2f/s".formatted(rate), each, true, Map.of(flow, Rate.steady(rate)));
    }

    Knee scaled(double rateFactor) {
        return new Knee(flow, from * rateFactor, factor, each, steps, verdictP95Ms, waiting, tries);
    }
}
