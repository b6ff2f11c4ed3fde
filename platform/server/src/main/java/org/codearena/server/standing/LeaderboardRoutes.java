package org.codearena.server.standing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.Function;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.http.Cursor;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;

/** The leaderboard, over HTTP. */
public final class LeaderboardRoutes implements Feature {
    /** A rank is one more than a place, so it is also the next place. */
    record LeaderboardItem(int rank, String username, int solved, long score, Instant lastAcceptedAt) {
        static LeaderboardItem of(int rank, NamedStanding named) {
            Standing standing = named.standing();
            return new LeaderboardItem(
                    rank, named.username(), standing.solved(), standing.score(), standing.lastAcceptedAt());
        }
    }

    private final Board board;
    private final BoardPages pages;

    public LeaderboardRoutes(Standings standings) {
        this.board = standings.board();
        this.pages = standings.pages();
    }

    @Override
    public void declare(Routes routes) {
        routes.get("/leaderboard", this::page)
                .summary("Who has solved how much, the best first")
                .query("around", "'me' starts the page so that the caller is in its middle")
                .answersPageOf(LeaderboardItem.class);
    }

    private void page(ServerRequest request, ServerResponse response) {
        PageRequest page = PageRequest.of(request);
        int from = page.after()
                .map(cursor -> Math.clamp(cursor.number(0), 0, Integer.MAX_VALUE))
                .orElseGet(() -> firstPlace(request, page.limit()));
        Json.send(
                response,
                page.page(pages.items(from, page.fetch()), Function.identity(), item -> Cursor.of(item.rank())));
    }

    private int firstPlace(ServerRequest request, int limit) {
        return Params.query(request, "around")
                .map(around -> {
                    if (!around.equals("me")) {
                        throw Fault.badField("around", "'" + around + "' is unknown, known: me");
                    }
                    OptionalInt mine = board.place(Callers.require(request).id());
                    return Math.max(0, mine.orElse(0) - limit / 2);
                })
                .orElse(0);
    }
}
