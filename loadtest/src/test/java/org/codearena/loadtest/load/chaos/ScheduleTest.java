package org.codearena.loadtest.load.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.codearena.loadtest.load.chaos.Schedule.Moment;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Duration EVERY = Duration.ofSeconds(9);
    private static final Duration HOLD = Duration.ofSeconds(15);

    private static Schedule of(long seed) {
        return Schedule.of(seed, Fault.all(), LENGTH, EVERY, HOLD);
    }

    @Test
    void theSameSeedBreaksTheSameThingsAtTheSameMoments() {
        assertEquals(of(7), of(7));
        assertNotEquals(of(7), of(8));
    }

    @Test
    void everyKindComesUpBeforeAnyComesUpAgain() {
        List<Fault> first = of(3).moments().stream()
                .limit(Fault.all().size())
                .map(Moment::fault)
                .toList();
        assertEquals(new HashSet<>(Fault.all()), new HashSet<>(first));
    }

    @Test
    void momentsComeInOrderAboutAsOftenAsIsWantedAndNoneAfterTheEnd() {
        List<Moment> moments = of(1).moments();
        for (int each = 1; each < moments.size(); each++) {
            Duration gap = moments.get(each).at().minus(moments.get(each - 1).at());
            assertTrue(gap.toMillis() >= 2_700 && gap.toMillis() <= 15_300, gap.toString());
        }
        assertTrue(moments.getLast().at().compareTo(LENGTH) <= 0);
        assertTrue(Math.abs(LENGTH.dividedBy(EVERY) - moments.size()) <= 12, moments.toString());
    }

    @Test
    void holdsLastTwoSecondsAtLeastUnlessLessIsAllowed() {
        assertTrue(of(5).moments().stream()
                .allMatch(moment ->
                        moment.hold().toMillis() >= 2_000 && moment.hold().compareTo(HOLD) <= 0));
        Duration brief = Duration.ofMillis(700);
        assertTrue(Schedule.of(5, Fault.all(), LENGTH, EVERY, brief).moments().stream()
                .allMatch(moment -> moment.hold().equals(brief)));
    }

    @Test
    void everyFaultIsFoundByItsNameAndAnUnknownNameIsToldTheKnownOnes() {
        Fault.all().forEach(fault -> assertEquals(fault, Fault.named(fault.name())));
        assertEquals(
                Fault.all().size(),
                Fault.all().stream().map(Fault::name).distinct().count());
        ChaosException refused = assertThrows(ChaosException.class, () -> Fault.named("kill-everything"));
        assertTrue(String.valueOf(refused.getMessage()).contains("kill-everything', known are kill-server"));
    }
}
