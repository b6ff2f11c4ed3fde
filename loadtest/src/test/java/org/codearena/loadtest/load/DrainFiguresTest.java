package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.drain.Drain;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.loadtest.load.target.LocalDatabase.Attempts;
import org.junit.jupiter.api.Test;

final class DrainFiguresTest {
    private static final int SLOTS = 2;
    private static final Attempts CLEAN = new Attempts(40, 0, 0, 0, 1);

    private final Meters meters = new Meters();

    private static Drain drain(double took, int status) {
        return new Drain("judge-1", 7, 6, Duration.ofSeconds(20), 10, 10 + took, OptionalInt.of(status), 14 + took);
    }

    private void verdict(long seconds, long ofWhichHeld) {
        meters.time(Kind.VERDICT, "people", 0, Duration.ofSeconds(seconds).toNanos());
        meters.time(Kind.HELD, "people", 0, Duration.ofSeconds(ofWhichHeld).toNanos());
    }

    private List<String> missed(List<Drain> drains, Attempts attempts) {
        return DrainFigures.of(drains, 2, SLOTS, meters, Optional.of(attempts)).stream()
                .filter(figure -> !figure.held())
                .map(Figure::name)
                .toList();
    }

    @Test
    void whatEndedInOrderAndDelayedNobodyHoldsEveryGoal() {
        verdict(4, 1);
        verdict(9, 2);
        assertEquals(List.of(), missed(List.of(drain(1, 0), drain(19, 0)), CLEAN));
    }

    @Test
    void anotherStatusIsMissedAndSoIsWhatTakesLongerThanItsGrace() {
        assertEquals(List.of("drain.out_of_order"), missed(List.of(drain(1, 0), drain(1, 143)), CLEAN));
        assertEquals(
                List.of("drain.out_of_order", "drain.end_s.max"), missed(List.of(drain(1, 0), drain(21, 0)), CLEAN));
    }

    @Test
    void whatNeverEndedIsMissedAndNothingComesAfterIt() {
        Drain stuck = new Drain(
                "judge-1", 7, 6, Duration.ofSeconds(20), 10, Incident.NEVER, OptionalInt.empty(), Incident.NEVER);
        assertEquals(List.of("drain.ends", "drain.out_of_order"), missed(List.of(stuck), CLEAN));
    }

    @Test
    void whatWaitedForALeaseIsMissedAndWhatWaitsBehindAllOthersIsNot() {
        verdict(100, 1);
        verdict(100, 1);
        verdict(150, 1);
        assertEquals(List.of(), missed(List.of(drain(1, 0), drain(1, 0)), CLEAN));
        verdict(161, 61);
        assertEquals(
                List.of("drain.delay_s.max", "drain.held_s.max"), missed(List.of(drain(1, 0), drain(1, 0)), CLEAN));
    }

    @Test
    void aSecondVerdictAndAnAttemptThatNobodyHandedBackAreMissed() {
        assertEquals(
                List.of("drain.judged_twice", "drain.attempts_lost"),
                missed(List.of(drain(1, 0), drain(1, 0)), new Attempts(40, 1, 0, 2, 0)));
    }
}
