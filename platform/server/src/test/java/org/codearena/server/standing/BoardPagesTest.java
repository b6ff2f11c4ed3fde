package org.codearena.server.standing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.UUID;
import org.codearena.server.TestDatabase;
import org.codearena.server.Until;
import org.codearena.server.infra.Cache;
import org.codearena.server.kernel.Closer;
import org.codearena.server.kernel.Secret;
import org.codearena.server.rejudge.Court;
import org.codearena.server.standing.LeaderboardRoutes.LeaderboardItem;
import org.codearena.server.submission.Verdict;
import org.codearena.services.testing.TestServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages that are kept for a moment show every change all the same. */
final class BoardPagesTest {
    private final Closer closer = new Closer();
    private TestDatabase db;
    private Cache cache;
    private Court court;
    private Standings here;

    @BeforeEach
    void open() {
        db = closer.add(TestDatabase.open());
        cache = cache();
        cache.redis().getKeys().delete("board:all", "board:all:whole", "board:all:versions");
        court = new Court(db);
        here = new Standings(db.database(), cache, new BoardEvents(cache));
    }

    @AfterEach
    void close() {
        closer.close();
    }

    private Cache cache() {
        var redis = TestServices.redis();
        return closer.add(new Cache(new Cache.Address(redis.url(), new Secret(redis.password()))));
    }

    private static List<Integer> ranks(Standings standings) {
        return standings.pages().items(0, 10).stream()
                .map(LeaderboardItem::rank)
                .toList();
    }

    private UUID accepted() {
        return court.judged(court.user(), court.problem("hard"), Verdict.ACCEPTED);
    }

    @Test
    void whoAsksTheSameMeanwhileGetsTheSame() {
        here.apply(accepted());
        assertSame(here.pages().items(0, 10), here.pages().items(0, 10));
    }

    @Test
    void aChangeIsSeenAtOnceWhereItIsMade() {
        assertEquals(List.of(), ranks(here));
        for (int rank = 1; rank <= 20; rank++) {
            here.apply(accepted());
            assertEquals(Math.min(rank, 10), ranks(here).size());
        }
    }

    @Test
    void aChangeOfAnotherServerIsHeard() {
        Cache theirs = cache();
        Standings there = new Standings(db.database(), theirs, new BoardEvents(theirs));
        assertEquals(List.of(), ranks(here));
        there.apply(accepted());
        Until.holds("the other server's change", () -> ranks(here).equals(List.of(1)));
    }

    @Test
    void aChangeThatNobodyToldIsSeenAMomentLater() {
        UUID first = accepted();
        here.apply(first);
        assertEquals(List.of(1), ranks(here));
        court.overturn(first, Verdict.WRONG_ANSWER);
        cache.redis().getKeys().delete("board:all", "board:all:versions");
        Until.holds("a board that is empty", () -> ranks(here).isEmpty());
    }
}
