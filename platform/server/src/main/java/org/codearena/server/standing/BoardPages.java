package org.codearena.server.standing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.codearena.server.infra.Database;
import org.codearena.server.standing.LeaderboardRoutes.LeaderboardItem;

/**
 * Pieces of the board as people see them, each kept for a moment, so that a thousand who look at it are one question. A change that is told
 * here ends what was kept before it; one that was told and lost is seen when the moment is over. Thread-safe.
 */
final class BoardPages {
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final int MOST = 1_000;

    private record Piece(long change, int from, int count) {}

    private final Board board;
    private final Database database;
    private final StandingStore store;
    private final BoardEvents events;
    private final AtomicLong changes = new AtomicLong();
    private final Cache<Piece, List<LeaderboardItem>> pieces =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    private volatile boolean hearing;

    BoardPages(Board board, Database database, StandingStore store, BoardEvents events) {
        this.board = board;
        this.database = database;
        this.store = store;
        this.events = events;
    }

    /** The board has changed: whoever asks from now on sees that. */
    void changed() {
        changes.incrementAndGet();
    }

    /** From this place on, 0 being the first. */
    List<LeaderboardItem> items(int from, int count) {
        hear();
        return pieces.get(new Piece(changes.get(), from, count), this::load);
    }

    /** Of other servers' changes; as late as this because the cache, which tells them, may be away at the start. */
    private void hear() {
        if (!hearing) {
            events.hear(_ -> changed());
            hearing = true;
        }
    }

    private List<LeaderboardItem> load(Piece piece) {
        List<UUID> users = board.users(piece.from(), piece.count());
        Map<UUID, NamedStanding> standings = database.read(handle -> store.named(handle, users));
        return IntStream.range(0, users.size())
                .mapToObj(i -> Optional.ofNullable(standings.get(users.get(i)))
                        .map(named -> LeaderboardItem.of(piece.from() + i + 1, named)))
                .flatMap(Optional::stream)
                .toList();
    }
}
