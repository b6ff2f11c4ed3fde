package org.codearena.plugin.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.codearena.contract.Exit;
import org.codearena.contract.Limit;
import org.codearena.contract.RunReport;
import org.junit.jupiter.api.Test;

final class EndTest {
    @Test
    void aStatusIsAnEndByItself() {
        assertEquals(new End.Ended(3, "out", "err"), end(new Exit.Code(3), false, "err"));
    }

    @Test
    void aSignalKills() {
        assertEquals(new End.Killed(11, ""), end(new Exit.Signal(11), false, ""));
    }

    @Test
    void aLimitIsALimit() {
        assertEquals(new End.OverLimit(Limit.OUTPUT, "out"), end(new Exit.OverLimit(Limit.OUTPUT), false, ""));
    }

    @Test
    void aProcessKilledForWantOfMemoryCountsWhateverTheStatus() {
        assertEquals(new End.OverLimit(Limit.MEMORY, "out"), end(new Exit.Code(0), true, ""));
    }

    @Test
    void theRuntimesOwnMarkCountsWhenTheProgramFailed() {
        assertEquals(new End.OverLimit(Limit.MEMORY, "out"), end(new Exit.Signal(6), false, "there is no room left"));
    }

    @Test
    void theMarkOfAProgramThatEndedWellIsOnlyText() {
        assertEquals(new End.Ended(0, "out", "no room"), end(new Exit.Code(0), false, "no room"));
    }

    @Test
    void aProgramThatWasNotStartedIsNobodysFault() {
        assertEquals(new End.Broken("no such file"), end(new Exit.NotStarted("no such file"), false, ""));
    }

    private static End end(Exit exit, boolean outOfMemory, String errors) {
        return End.of(
                new Bench.Run(new RunReport(exit, outOfMemory, 1, 1, 1, 3, 0), "out", errors), Optional.of("no room"));
    }
}
