package org.codearena.loadtest.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.drain.Drain;
import org.codearena.loadtest.load.target.LocalDatabase.Attempts;
import org.codearena.server.submission.Submissions;

/** The figures of a run in which judges were told to end. Pure. */
final class DrainFigures {
    private static final double LEASE_SECONDS = Submissions.LEASE.toMillis() / 1e3;

    private DrainFigures() {}

    /**
     * @param wanted how many processes were to be told to end
     * @param attempts of all acknowledged submissions, where the database could be asked
     */
    static List<Figure> of(List<Drain> drains, int wanted, int slots, Meters meters, Optional<Attempts> attempts) {
        List<Figure> figures = new ArrayList<>();
        String against = drains.size() + " processes told to end, " + slots + " slots";
        figures.add(Figure.atLeast("drain.ends", drains.size(), "", wanted, slots + " slots", 1));
        if (drains.isEmpty()) {
            return figures;
        }
        int least = drains.stream().mapToInt(Drain::waiting).min().orElse(0);
        figures.add(Figure.atLeast("drain.waiting.min", least, "", slots + 1, against, 1));
        figures.add(zero(
                "drain.out_of_order",
                drains.stream().filter(drain -> !drain.inOrder()).count(),
                "status 0 within the grace period, and another in its place; " + against));
        times(drains, against).forEach(figures::add);
        delays(meters).forEach(figures::add);
        attempts.ifPresent(counted -> counts(counted).forEach(figures::add));
        return figures;
    }

    private static List<Figure> times(List<Drain> drains, String against) {
        List<Double> took = drains.stream()
                .filter(Drain::hasEnded)
                .map(Drain::took)
                .sorted()
                .toList();
        List<Double> away = drains.stream()
                .filter(drain -> drain.back() >= 0)
                .map(drain -> drain.back() - drain.ended())
                .sorted()
                .toList();
        List<Figure> figures = new ArrayList<>();
        if (!took.isEmpty()) {
            double grace = drains.stream()
                            .map(Drain::grace)
                            .mapToLong(Duration::toMillis)
                            .min()
                            .orElse(0)
                    / 1e3;
            figures.add(Figure.plain("drain.end_s.p50", median(took), "s", against, 1));
            figures.add(Figure.atMost("drain.end_s.max", took.getLast(), "s", grace, "the grace period", 1));
        }
        if (!away.isEmpty()) {
            figures.add(Figure.plain("drain.back_s.p50", median(away), "s", "from its end to another's readiness", 1));
            figures.add(
                    Figure.plain("drain.back_s.max", away.getLast(), "s", "from its end to another's readiness", 1));
        }
        return figures;
    }

    private static double median(List<Double> sorted) {
        return sorted.get((sorted.size() - 1) / 2);
    }

    /** What somebody waited longer than others is what the drain has cost him: all wait behind the same queue. */
    private static List<Figure> delays(Meters meters) {
        Histogram verdicts = meters.histogram(Kind.VERDICT, _ -> true, _ -> true);
        Histogram held = meters.histogram(Kind.HELD, _ -> true, _ -> true);
        if (verdicts.getTotalCount() == 0) {
            return List.of();
        }
        double usual = verdicts.getValueAtPercentile(50) / 1e6;
        return List.of(
                Figure.atMost(
                        "drain.delay_s.max",
                        verdicts.getMaxValue() / 1e6 - usual,
                        "s",
                        LEASE_SECONDS,
                        "a lease; the longest wait for a verdict without the median of %d, %.1f s"
                                .formatted(verdicts.getTotalCount(), usual),
                        1),
                Figure.atMost(
                        "drain.held_s.max",
                        held.getMaxValue() / 1e6,
                        "s",
                        LEASE_SECONDS,
                        "a lease; from the first judge that had it to the verdict",
                        1));
    }

    private static List<Figure> counts(Attempts counted) {
        String against = counted.submissions() + " acknowledged submissions in PostgreSQL";
        return List.of(
                zero("drain.judged_twice", counted.judgedTwice(), against),
                zero("drain.not_judged", counted.notJudged(), against),
                zero("drain.attempts_lost", counted.lost(), "attempts that nobody handed back, " + against),
                Figure.plain("drain.attempts_handed_back", (double) counted.handedBack(), "", against, 1));
    }

    private static Figure zero(String name, long value, String against) {
        return Figure.atMost(name, (double) value, "", 0, against, 1);
    }
}
