package org.codearena.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class GivenPortsTest {
    private final GivenPorts ports = new GivenPorts();

    @Test
    void noTwoTasksGetTheSame() {
        assertEquals(3_000, ports.take(Set.of()));
        assertEquals(3_001, ports.take(Set.of()));
        assertEquals(3_003, ports.take(Set.of(3_002)));
    }

    @Test
    void aTaskThatIsStartedAgainGetsItsPortAgain() {
        ports.belongs(ports.take(Set.of()), 7);
        assertEquals(3_001, ports.first(Set.of()));
        ports.free(7);
        assertEquals(3_000, ports.take(Set.of()));
    }

    @Test
    void aTaskThatDidNotStartKeepsNone() {
        ports.giveBack(ports.take(Set.of()));
        assertEquals(3_000, ports.first(Set.of()));
        assertEquals(3_000, ports.take(Set.of()), "a look takes nothing");
    }
}
