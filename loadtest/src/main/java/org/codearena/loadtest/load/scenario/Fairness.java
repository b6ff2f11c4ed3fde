package org.codearena.loadtest.load.scenario;

/**
 * Which two phases are held against each other: how long the flow's people wait for their verdicts in each.
 *
 * @param quiet the phase in which nobody disturbs them
 */
public record Fairness(String flow, String quiet, String loaded) {
    static Fairness read(Settings settings) {
        Fairness fairness = new Fairness(settings.text("flow"), settings.text("quiet"), settings.text("loaded"));
        settings.requireNothingElse();
        return fairness;
    }
}
