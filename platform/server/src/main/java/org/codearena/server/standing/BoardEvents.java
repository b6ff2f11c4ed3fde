package org.codearena.server.standing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.codearena.server.infra.Cache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every server that a board changed. What changed is read again; an event may be lost. */
public final class BoardEvents {
    private static final Logger log = LoggerFactory.getLogger(BoardEvents.class);
    private static final String CHANNEL = "board-events";

    private final Cache cache;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private boolean hearing;

    public BoardEvents(Cache cache) {
        this.cache = cache;
    }

    /** Tells that this board, such as {@code leaderboard}, changed. */
    void changed(String board) {
        cache.redis().getTopic(CHANNEL).publishAsync(board).whenComplete((_, lost) -> {
            if (lost != null) {
                log.atWarn().addKeyValue("reason", lost.toString()).log("board event not told");
            }
        });
    }

    /** Hears the name of each board that changes from now on. Fails while the cache is away: hear again later. */
    public synchronized void hear(Consumer<String> listener) {
        if (!hearing) {
            cache.redis()
                    .getTopic(CHANNEL)
                    .addListener(String.class, (_, board) -> listeners.forEach(each -> each.accept(board)));
            hearing = true;
        }
        listeners.add(listener);
    }
}
