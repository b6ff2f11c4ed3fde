package org.codearena.server.judge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.StoredJson;
import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;

/** Where judges tell how they are: in the cache, each under its name. A judge that falls silent is left out. Thread-safe. */
public final class Pulses {
    static final Duration EVERY = Duration.ofSeconds(2);

    private static final Duration SILENT_AFTER = Duration.ofSeconds(15);
    private static final String KEY = "judges";

    private final Cache cache;
    private final InstantSource clock;

    public Pulses(Cache cache, InstantSource clock) {
        this.cache = cache;
        this.clock = clock;
    }

    void tell(Pulse pulse) {
        map().fastPut(pulse.worker(), StoredJson.write(pulse));
    }

    /** The judge says good-bye. */
    void forget(String worker) {
        map().fastRemove(worker);
    }

    /** The judges that are alive; throws when the cache is away. */
    public List<Pulse> alive() {
        List<Pulse> alive = new ArrayList<>();
        for (String told : map().readAllValues()) {
            Pulse pulse = StoredJson.read(told, Pulse.class);
            if (pulse.at() > clock.millis() - SILENT_AFTER.toMillis()) {
                alive.add(pulse);
            } else if (pulse.at() < clock.millis() - Duration.ofHours(1).toMillis()) {
                map().fastRemove(pulse.worker());
            }
        }
        return alive;
    }

    private RMap<String, String> map() {
        return cache.redis().getMap(KEY, StringCodec.INSTANCE);
    }
}
