package org.codearena.server.operations;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.StoredJson;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last reading and the last hour, in the cache, so that every server answers the same and a restart loses nothing; and
 * in the memory of the server that reads, for when the cache is away. Thread-safe.
 */
public final class Readings {
    static final Duration HISTORY_EVERY = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Readings.class);
    private static final Duration HISTORY = Duration.ofHours(1);
    private static final int POINTS = (int) HISTORY.dividedBy(HISTORY_EVERY);
    private static final String NOW = "operations:now";
    private static final String POINTS_KEY = "operations:points";
    private static final String TURN = "operations:turn:";

    private final Cache cache;
    private final Deque<Reading.Point> own = new ArrayDeque<>();
    private Optional<Reading> ownLast = Optional.empty();

    public Readings(Cache cache) {
        this.cache = cache;
    }

    /** Makes this the last reading, and a point of the history when it is time for one. */
    void put(Reading reading) {
        boolean due = keep(reading);
        try {
            cache.redis().getBucket(NOW, StringCodec.INSTANCE).set(StoredJson.write(reading), HISTORY);
            if (due && isFirst(reading)) {
                RList<String> points = points();
                points.add(StoredJson.write(reading.point()));
                points.trim(-POINTS, -1);
                points.expire(HISTORY);
            }
        } catch (RuntimeException away) {
            log.atDebug().addKeyValue("reason", away.toString()).log("reading not shared");
        }
    }

    private synchronized boolean keep(Reading reading) {
        ownLast = Optional.of(reading);
        boolean due = own.isEmpty()
                || turn(own.getLast().at().toEpochMilli()) != turn(reading.at().toEpochMilli());
        if (due) {
            own.add(reading.point());
            if (own.size() > POINTS) {
                own.removeFirst();
            }
        }
        return due;
    }

    private static long turn(long atMs) {
        return atMs / HISTORY_EVERY.toMillis();
    }

    /** Of several servers that read, one writes each point. */
    private boolean isFirst(Reading reading) {
        return cache.redis()
                .getBucket(TURN + turn(reading.at().toEpochMilli()), StringCodec.INSTANCE)
                .setIfAbsent("taken", HISTORY_EVERY.multipliedBy(3));
    }

    /** The last reading, of whichever server; empty when there was none lately. */
    Optional<Reading> last() {
        try {
            String told =
                    cache.redis().<String>getBucket(NOW, StringCodec.INSTANCE).get();
            return told == null ? ownLast() : Optional.of(StoredJson.read(told, Reading.class));
        } catch (RuntimeException away) {
            return ownLast();
        }
    }

    private synchronized Optional<Reading> ownLast() {
        return ownLast;
    }

    /** The last hour, the oldest first. */
    List<Reading.Point> history() {
        try {
            return points().readAll().stream()
                    .map(told -> StoredJson.read(told, Reading.Point.class))
                    .toList();
        } catch (RuntimeException away) {
            return ownHistory();
        }
    }

    private synchronized List<Reading.Point> ownHistory() {
        return new ArrayList<>(own);
    }

    private RList<String> points() {
        return cache.redis().getList(POINTS_KEY, StringCodec.INSTANCE);
    }
}
