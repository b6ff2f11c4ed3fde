package org.codearena.server.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How everything was at one moment. Also what {@code GET /operations/now} answers.
 *
 * @param unknown what could not be asked then: {@code broker} or {@code judges}; its figures are left out, and not guessed
 * @param lines lanes and languages that have anything waiting or running, or a queue
 * @param lanes every lane, over all languages
 * @param parked by kind; a kind of which nothing waits is left out
 * @param deadLetters messages that died and are not parked yet
 * @param jobs background jobs by state
 */
public record Reading(
        Instant at,
        List<String> unknown,
        List<Line> lines,
        List<LaneFlow> lanes,
        List<JudgeState> judges,
        int slots,
        int busy,
        double verdictsPerMinute,
        Outbox outbox,
        Map<String, Integer> parked,
        int deadLetters,
        int imports,
        int rejudges,
        Map<String, Long> jobs) {

    /**
     * One lane and language.
     *
     * @param backlog in the database, not yet given to the broker
     * @param released given to the broker, not yet claimed by a judge
     * @param judging claimed by a judge
     * @param oldestMs age of the oldest that no judge has claimed; 0 when there is none
     * @param messages in the broker's queue, given to nobody yet
     * @param consumers judges that listen to that queue
     */
    public record Line(
            String lane,
            String language,
            long backlog,
            long released,
            long judging,
            long oldestMs,
            int messages,
            int consumers) {}

    /**
     * One lane in the last minute.
     *
     * @param waiting not yet claimed
     * @param claimed how many were claimed for the first time; those that waited the times given
     */
    public record LaneFlow(
            String lane,
            long waiting,
            long judging,
            long oldestMs,
            long claimed,
            double waitP50Ms,
            double waitP95Ms,
            double verdictsPerMinute) {}

    /**
     * One judge.
     *
     * @param mode the sandbox mode of its runner; empty while that is not ready
     * @param since when it started
     */
    public record JudgeState(String worker, int slots, int busy, String mode, List<String> languages, Instant since) {}

    /**
     * Messages that wait for the broker.
     *
     * @param oldestMs age of the message that has waited longest for the broker; 0 when none waits
     */
    public record Outbox(int messages, long oldestMs) {}

    public Reading {
        unknown = List.copyOf(unknown);
        lines = List.copyOf(lines);
        lanes = List.copyOf(lanes);
        judges = List.copyOf(judges);
        parked = Map.copyOf(parked);
        jobs = Map.copyOf(jobs);
    }

    Reading withoutLines() {
        return new Reading(
                at,
                unknown,
                List.of(),
                lanes,
                judges,
                slots,
                busy,
                verdictsPerMinute,
                outbox,
                parked,
                deadLetters,
                imports,
                rejudges,
                jobs);
    }

    /** What the history keeps of it. */
    Point point() {
        return new Point(
                at,
                lanes.stream()
                        .map(lane -> new Point.Lane(lane.lane(), lane.waiting(), lane.waitP50Ms(), lane.waitP95Ms()))
                        .toList(),
                verdictsPerMinute,
                slots,
                busy);
    }

    /** One moment of the last hour. */
    public record Point(Instant at, List<Lane> lanes, double verdictsPerMinute, int slots, int busy) {
        public record Lane(String lane, long waiting, double waitP50Ms, double waitP95Ms) {}

        public Point {
            lanes = List.copyOf(lanes);
        }
    }
}
