package org.codearena.loadtest.load.scenario;

import java.util.Map;

/** One kind of thing that people do; each has an arrival rate of its own in each phase. */
public sealed interface Flow {
    String name();

    /** What becomes of an arrival that was told to come later. */
    enum Refused {
        /** It comes again when it was told to, which is what people do. */
        RETRIED,
        /** It is counted and gone, which is what a flood may do. */
        DROPPED
    }

    /**
     * Submitting a program and waiting for its verdict.
     *
     * @param users how many people the arrivals are shared out to, evenly
     */
    record Submitting(String name, int users, Mix mix, Refused refused) implements Flow {}

    /**
     * Getting pages.
     *
     * @param paths addresses with their weights; {@code {problem}} stands for any problem's name
     */
    record Reading(String name, Map<String, Double> paths) implements Flow {
        public Reading {
            paths = Map.copyOf(paths);
        }
    }

    static Flow read(String name, Settings settings) {
        boolean submits = settings.has("submit");
        if (submits == settings.has("get")) {
            throw new ScenarioException("flow '" + name + "' needs one of submit and get");
        }
        Flow flow = submits ? submitting(name, settings) : new Reading(name, settings.weights("get"));
        settings.requireNothingElse();
        return flow;
    }

    private static Submitting submitting(String name, Settings settings) {
        int users = settings.count("users", 10);
        if (users < 1) {
            throw new ScenarioException("flow '" + name + "' has no users, at least one is needed");
        }
        Settings mix = settings.at("submit");
        Submitting flow =
                new Submitting(name, users, Mix.read(mix), settings.choice("refused", Refused.class, Refused.RETRIED));
        mix.requireNothingElse();
        return flow;
    }
}
