package org.codearena.loadtest.api;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.Meters;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.Pace;
import org.codearena.loadtest.load.scenario.Phase;
import org.codearena.loadtest.load.scenario.Rate;
import org.codearena.loadtest.load.target.Answer;
import org.codearena.loadtest.load.target.Trouble;

/**
 * Requests that come at their moments, whatever becomes of those before them: first some that warm up, then those that count.
 * Each is timed from the moment at which it was meant to leave.
 *
 * @param warmUp how long the first ones come, at a rate that grows to the other: what is cold falls behind, and would not catch up
 */
record OpenRate(double perSecond, Duration warmUp, Duration length, long seed) {
    private static final String FLOW = "requests";
    private static final int WARMING = 0;
    private static final int COUNTED = 1;
    private static final int MOST_IN_FLIGHT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A generator that is later than this wanted for processors itself. */
    private static final double LATE_MS = 10;

    /** One kind of request. */
    interface Calls {
        /** Decides by chance what is asked for, and asks. */
        Call next(RandomGenerator random);
    }

    /** One request. */
    interface Call {
        Answer make() throws IOException, InterruptedException;
    }

    /**
     * What became of those that count.
     *
     * @param micros from the intended start to the last byte of the answer
     * @param lagMicros how much later than intended they left
     * @param offered how many were meant to be made
     * @param troubles what was not answered as hoped, those that warmed up included
     * @param cores that each part kept busy
     */
    record Result(
            Histogram micros,
            Histogram lagMicros,
            long offered,
            Map<String, Long> troubles,
            Duration length,
            Map<String, Double> cores) {
        double perSecond() {
            return micros.getTotalCount() / (length.toNanos() / 1e9);
        }

        double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1e3;
        }

        double lagMillis() {
            return lagMicros.getValueAtPercentile(99) / 1e3;
        }

        long refused() {
            return troubles.values().stream().mapToLong(each -> each).sum();
        }

        boolean isLate() {
            return lagMillis() > LATE_MS;
        }

        String against() {
            return String.format(
                    Locale.ROOT,
                    "%d offered in %d s, open, from the intended start; p50 %.1f, p95 %.1f, max %.0f ms; %s",
                    offered,
                    length.toSeconds(),
                    millis(50),
                    millis(95),
                    millis(100),
                    Cores.described(cores));
        }

        /** Rates, latency, failures, and what of it the generator is to blame for. */
        List<Figure> figures(String name, double perSecondGoal, double p99Goal) {
            String generator = isLate() ? "the generator itself was late, so it was a bottleneck" : "of the generator";
            return List.of(
                    // A Poisson process offers a little more or less than its rate.
                    Figure.atLeast(name + "_per_s", perSecond(), "/s", 0.98 * perSecondGoal, against(), 1),
                    Figure.atMost(name + "_ms.p99", millis(99), "ms", p99Goal, against(), 1),
                    Figure.atMost(
                            name + "_refused",
                            (double) refused(),
                            "",
                            0,
                            "answers that were not as hoped " + troubles,
                            1),
                    Figure.plain(name + ".generator_lag_ms.p99", lagMillis(), "ms", generator, 1),
                    Figure.plain(
                            name + ".generator_cores",
                            cores.getOrDefault(Cores.GENERATOR, 0.0),
                            "cores",
                            "of " + Runtime.getRuntime().availableProcessors() + ", which all parts share",
                            1));
        }
    }

    Result run(UnderTest installation, Calls calls) throws IOException {
        Meters meters = new Meters();
        try (Pace pace = new Pace(
                Map.of(FLOW, random -> {
                    Call call = calls.next(random);
                    return arrival -> make(call, arrival.phase(), arrival.intended(), meters);
                }),
                meters,
                seed,
                MOST_IN_FLIGHT)) {
            if (warmUp.isPositive()) {
                pace.run(WARMING, phase(warmUp, new Rate(perSecond / 10, perSecond)));
            }
            Cores before = Cores.now(installation.pid());
            long offered = meters.counted("offered." + FLOW);
            pace.run(COUNTED, phase(length, Rate.steady(perSecond)));
            Map<String, Double> cores = Cores.now(installation.pid()).since(before);
            if (!pace.drain(PATIENCE)) {
                meters.count("trouble.unanswered");
            }
            return new Result(
                    meters.histogram(Kind.READ, FLOW::equals, phase -> phase == COUNTED),
                    meters.histogram(Kind.LAG, FLOW::equals, phase -> phase == COUNTED),
                    meters.counted("offered." + FLOW) - offered,
                    meters.countsOf("trouble."),
                    length,
                    cores);
        }
    }

    private static Phase phase(Duration howLong, Rate rate) {
        return new Phase("", howLong, true, Map.of(FLOW, rate));
    }

    private static void make(Call call, int phase, long intended, Meters meters) throws InterruptedException {
        try {
            Answer answer = call.make();
            if (answer.ok()) {
                meters.time(Kind.READ, FLOW, phase, System.nanoTime() - intended);
            } else {
                meters.count("trouble.http " + answer.status());
            }
        } catch (IOException broken) {
            meters.count("trouble." + Trouble.of(broken));
        }
    }
}
