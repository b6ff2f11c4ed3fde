package org.codearena.loadtest.load.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.codearena.loadtest.load.ledger.Boards.Accepted;
import org.junit.jupiter.api.Test;

final class BoardsTest {
    private static final Map<String, Long> POINTS = Map.of("sum", 1L, "maze", 5L);

    private static Accepted accepted(String user, String problem, int second) {
        return new Accepted(user, problem, Instant.ofEpochSecond(second));
    }

    private static Standing standing(String user, int solved, long score, int second) {
        return new Standing(user, solved, score, Instant.ofEpochSecond(second));
    }

    @Test
    void aProblemCountsOnceAndWithItsFirstAcceptance() {
        assertEquals(
                Map.of("ann", standing("ann", 2, 6, 30), "bob", standing("bob", 1, 1, 5)),
                Boards.standings(
                        List.of(
                                accepted("ann", "sum", 40),
                                accepted("ann", "sum", 10),
                                accepted("ann", "maze", 30),
                                accepted("bob", "sum", 5)),
                        POINTS));
    }

    @Test
    void whatTheBoardShowsOtherwiseOrNotAtAllIsTold() {
        Map<String, Standing> should = Map.of("ann", standing("ann", 2, 6, 30), "bob", standing("bob", 1, 1, 5));
        assertEquals(List.of(), Boards.differences(should, should.values()));
        assertEquals(
                List.of("ann is shown with 1 solved and 1 points, and should be with 2 and 6"),
                Boards.differences(should, List.of(standing("ann", 1, 1, 30), standing("bob", 1, 1, 5))));
        assertEquals(
                List.of("bob is not on the board, and should be with 1 solved and 1 points"),
                Boards.differences(should, List.of(standing("ann", 2, 6, 30))));
    }

    @Test
    void othersOnTheBoardAreNoneOfOurBusiness() {
        assertEquals(List.of(), Boards.differences(Map.of(), List.of(standing("eve", 9, 9, 1))));
    }

    @Test
    void aBoardOutOfOrderIsTold() {
        assertEquals(
                List.of(),
                Boards.disorder(
                        List.of(standing("ann", 2, 6, 30), standing("bob", 2, 6, 31), standing("eve", 9, 1, 1))));
        assertEquals(
                List.of("ann is shown above bob"),
                Boards.disorder(List.of(standing("ann", 2, 6, 32), standing("bob", 2, 6, 31))));
        assertEquals(
                List.of("ann is shown above bob"),
                Boards.disorder(List.of(standing("ann", 2, 1, 1), standing("bob", 2, 6, 31))));
    }
}
