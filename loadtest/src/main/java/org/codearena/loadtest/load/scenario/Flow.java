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

    /**
     * Working in a session of the IDE: a project is made and opened, keys are typed, a program is written and run and its output
     * watched, several times, and the session is closed.
     *
     * @param users how many people the arrivals are shared out to, evenly
     */
    record Working(String name, int users, Work work) implements Flow {}

    static Flow read(String name, Settings settings) {
        boolean submits = settings.has("submit");
        boolean reads = settings.has("get");
        boolean works = settings.has("work");
        if ((submits ? 1 : 0) + (reads ? 1 : 0) + (works ? 1 : 0) != 1) {
            throw new ScenarioException("flow '" + name + "' needs one of submit, get and work");
        }
        Flow flow = submits
                ? submitting(name, settings)
                : reads ? new Reading(name, settings.weights("get")) : working(name, settings);
        settings.requireNothingElse();
        return flow;
    }

    private static Submitting submitting(String name, Settings settings) {
        int users = users(name, settings);
        Settings mix = settings.at("submit");
        Submitting flow =
                new Submitting(name, users, Mix.read(mix), settings.choice("refused", Refused.class, Refused.RETRIED));
        mix.requireNothingElse();
        return flow;
    }

    private static Working working(String name, Settings settings) {
        Settings work = settings.at("work");
        Working flow = new Working(name, users(name, settings), Work.read(work));
        work.requireNothingElse();
        return flow;
    }

    private static int users(String name, Settings settings) {
        int users = settings.count("users", 10);
        if (users < 1) {
            throw new ScenarioException("flow '" + name + "' has no users, at least one is needed");
        }
        return users;
    }
}
