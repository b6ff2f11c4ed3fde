package org.codearena.server.workspace.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.codearena.server.workspace.session.Lifecycle.Desired;
import org.codearena.server.workspace.session.Lifecycle.Facts;
import org.codearena.server.workspace.session.Lifecycle.Next;
import org.codearena.server.workspace.session.Lifecycle.Seen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LifecycleTest {
    private static final Facts FRESH = new Facts(false, false, true);

    @ParameterizedTest
    @CsvSource({
        // phase, seen, next
        "REQUESTED, NOTHING, ADMIT",
        "STARTING, NOTHING, ENSURE",
        "STARTING, STARTING, WAIT",
        "STARTING, READY, OPEN",
        "STARTING, DEAD, RESTART",
        "STARTING, HOPELESS, FAIL",
        "STARTING, ENDING, WAIT",
        "RUNNING, NOTHING, RESTART",
        "RUNNING, STARTING, WAIT",
        "RUNNING, READY, SUPERVISE",
        "RUNNING, DEAD, RESTART",
        "RUNNING, HOPELESS, FAIL",
        "RUNNING, ENDING, WAIT",
        "STOPPED, READY, WAIT",
        "FAILED, READY, WAIT",
    })
    void towardsRunning(Phase phase, Seen seen, Next next) {
        assertEquals(next, Lifecycle.next(Desired.RUNNING, phase, seen, FRESH));
    }

    @ParameterizedTest
    @CsvSource({
        // seen, unsaved, disk left, may restart, next
        "NOTHING, false, false, true, FINISH",
        "NOTHING, false, true, true, FINISH",
        "NOTHING, true, false, true, FINISH",
        "NOTHING, true, true, true, ENSURE",
        "STARTING, false, false, true, REMOVE",
        "STARTING, true, false, true, WAIT",
        "READY, false, false, true, REMOVE",
        "READY, true, false, true, SAVE",
        "DEAD, false, false, true, REMOVE",
        "DEAD, true, false, true, RESTART",
        "DEAD, true, false, false, FAIL",
        "HOPELESS, false, false, true, REMOVE",
        "HOPELESS, true, false, true, FAIL",
        "ENDING, true, false, true, WAIT",
    })
    void towardsTheEnd(Seen seen, boolean unsaved, boolean diskLeft, boolean mayRestart, Next next) {
        Facts facts = new Facts(unsaved, diskLeft, mayRestart);
        for (Phase phase : new Phase[] {Phase.STARTING, Phase.RUNNING, Phase.STOPPING}) {
            assertEquals(next, Lifecycle.next(Desired.STOPPED, phase, seen, facts), phase.toString());
        }
        assertEquals(next, Lifecycle.next(Desired.RUNNING, Phase.STOPPING, seen, facts), "there is no way back");
    }

    @Test
    void whatWaitsForAPlaceHasNothingToSave() {
        assertEquals(
                Next.FINISH,
                Lifecycle.next(Desired.STOPPED, Phase.REQUESTED, Seen.NOTHING, new Facts(true, true, true)));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aRunnerThatKeepsDyingIsGivenUp(Phase phase) {
        Next next = Lifecycle.next(Desired.RUNNING, phase, Seen.DEAD, new Facts(true, false, false));
        assertEquals(
                switch (phase) {
                    case REQUESTED -> Next.ADMIT;
                    case STARTING, RUNNING, STOPPING -> Next.FAIL;
                    case STOPPED, FAILED -> Next.WAIT;
                },
                next);
    }

    @ParameterizedTest
    @EnumSource(Seen.class)
    void aDiskThatCountsIsNeverRemovedUnsaved(Seen seen) {
        for (Phase phase : Phase.values()) {
            for (Desired desired : Desired.values()) {
                assertNotEquals(Next.REMOVE, Lifecycle.next(desired, phase, seen, new Facts(true, true, true)));
            }
        }
    }
}
