package org.codearena.server.standing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.Database;
import org.redisson.api.RLock;
import org.redisson.api.RScoredSortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leaderboard's order, as a sorted set in the cache. A marker beside it says that it is whole: where the marker is
 * missing, because the cache is new or lost everything, the board is rebuilt from the database before it is read. Entries
 * only ever grow ({@link BoardOrder}), so a rebuild that is overtaken by a newer standing cannot undo it. Thread-safe.
 */
final class Board {
    private static final Logger log = LoggerFactory.getLogger(Board.class);
    private static final String KEY = "board:all";
    private static final String WHOLE = "board:all:whole";
    private static final String LOCK = "board:all:lock";
    private static final int BATCH = 1_000;

    private final Cache cache;
    private final Database database;
    private final StandingStore store;
    /** An entry could not be written, so the marker lies. */
    private volatile boolean distrusted;

    Board(Cache cache, Database database, StandingStore store) {
        this.cache = cache;
        this.database = database;
        this.store = store;
    }

    void put(Standing standing) {
        try {
            set().addIfGreater(standing.order(), standing.user().toString());
        } catch (RuntimeException away) {
            distrusted = true;
            throw away;
        }
    }

    /** The users from this place on, 0 being the first. */
    List<UUID> users(int from, int count) {
        ensureWhole();
        return set().valueRangeReversed(from, from + count - 1).stream()
                .map(UUID::fromString)
                .toList();
    }

    /** The user's place, 0 being the first. */
    OptionalInt place(UUID user) {
        ensureWhole();
        Integer place = set().revRank(user.toString());
        return place == null ? OptionalInt.empty() : OptionalInt.of(place);
    }

    private void ensureWhole() {
        if (distrusted) {
            cache.redis().getBucket(WHOLE).delete();
            distrusted = false;
        }
        if (cache.redis().getBucket(WHOLE).isExists()) {
            return;
        }
        RLock lock = cache.redis().getLock(LOCK);
        lock.lock();
        try {
            if (!cache.redis().getBucket(WHOLE).isExists()) {
                rebuild();
            }
        } finally {
            lock.unlock();
        }
    }

    private void rebuild() {
        List<Standing> batch = new ArrayList<>(BATCH);
        database.useTransaction(tx -> store.forEach(tx, standing -> {
            batch.add(standing);
            if (batch.size() == BATCH) {
                putAll(batch);
            }
        }));
        putAll(batch);
        cache.redis().getBucket(WHOLE).set("1");
        log.atInfo().addKeyValue("users", set().size()).log("board rebuilt");
    }

    private void putAll(List<Standing> batch) {
        Map<String, Double> orders = HashMap.newHashMap(batch.size());
        batch.forEach(standing -> orders.put(standing.user().toString(), standing.order()));
        if (!orders.isEmpty()) {
            set().addAllIfGreater(orders);
        }
        batch.clear();
    }

    private RScoredSortedSet<String> set() {
        return cache.redis().getScoredSortedSet(KEY);
    }
}
