package org.codearena.server.standing;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.Database;
import org.redisson.api.RLock;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leaderboard's order, as a sorted set in the cache. A marker beside it says that it is whole: where the marker is
 * missing, because the cache is new or lost everything, the board is rebuilt from the database before it is read. Each
 * entry has the version of the standing that it shows and never takes an older one, so a rebuild that is overtaken by a
 * newer standing cannot undo it, whether that is a better one or a worse. Thread-safe.
 */
final class Board {
    private static final Logger log = LoggerFactory.getLogger(Board.class);
    private static final String KEY = "board:all";
    private static final String WHOLE = "board:all:whole";
    private static final String LOCK = "board:all:lock";
    private static final String VERSIONS = "board:all:versions";
    private static final int BATCH = 1_000;

    /** One step for the cache. Of each user: the id, the place in the order or nothing for none, the version. */
    private static final String PUT = """
            for i = 1, #ARGV, 3 do
                local known = redis.call('hget', KEYS[2], ARGV[i])
                if not known or tonumber(known) <= tonumber(ARGV[i + 2]) then
                    redis.call('hset', KEYS[2], ARGV[i], ARGV[i + 2])
                    if ARGV[i + 1] == '' then
                        redis.call('zrem', KEYS[1], ARGV[i])
                    else
                        redis.call('zadd', KEYS[1], ARGV[i + 1], ARGV[i])
                    end
                end
            end
            return #ARGV / 3""";

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
            putAll(List.of(standing));
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
                batch.clear();
            }
        }));
        putAll(batch);
        cache.redis().getBucket(WHOLE).set("1");
        log.atInfo().addKeyValue("users", set().size()).log("board rebuilt");
    }

    private void putAll(List<Standing> standings) {
        Object[] arguments = standings.stream()
                .flatMap(each -> Stream.of(
                        each.user().toString(),
                        each.hasPlace() ? String.valueOf(each.order()) : "",
                        String.valueOf(each.version())))
                .toArray();
        cache.redis()
                .getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, PUT, RScript.ReturnType.LONG, List.of(KEY, VERSIONS), arguments);
    }

    private RScoredSortedSet<String> set() {
        return cache.redis().getScoredSortedSet(KEY);
    }
}
