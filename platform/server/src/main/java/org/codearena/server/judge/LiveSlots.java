package org.codearena.server.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codearena.server.kernel.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many slots the judges of a language have together, as they told a moment ago. While the cache is away it is what was heard
 * last. Thread-safe; asking never waits.
 */
public final class LiveSlots implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveSlots.class);

    private final Pulses pulses;
    private final StopSignal stop = new StopSignal();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("live-slots").unstarted(this::lookUntilStopped);
    private volatile Map<String, Integer> byLanguage = Map.of();

    public LiveSlots(Pulses pulses) {
        this.pulses = pulses;
    }

    public void start() {
        thread.start();
    }

    /** A judge of several languages counts for each of them. */
    public int of(String language) {
        return byLanguage.getOrDefault(language, 0);
    }

    private void lookUntilStopped() {
        do {
            try {
                byLanguage = sum(pulses.alive());
            } catch (RuntimeException cacheAway) {
                log.atDebug().addKeyValue("reason", cacheAway.toString()).log("judges not heard");
            }
        } while (!stop.givenWithin(Pulses.EVERY));
    }

    static Map<String, Integer> sum(List<Pulse> judges) {
        Map<String, Integer> slots = new HashMap<>();
        judges.forEach(
                judge -> judge.languages().forEach(language -> slots.merge(language, judge.slots(), Integer::sum)));
        return Map.copyOf(slots);
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(thread), Pulses.EVERY);
    }
}
