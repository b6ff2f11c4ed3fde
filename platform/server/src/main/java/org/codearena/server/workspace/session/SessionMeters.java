package org.codearena.server.workspace.session;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What a reconciler counts. Thread-safe. */
final class SessionMeters {
    private static final Duration[] STARTS = Arrays.stream(
                    new long[] {25, 50, 75, 100, 150, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 120_000})
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Map<Phase, AtomicInteger> phases = new EnumMap<>(Phase.class);
    private final AtomicInteger warm = new AtomicInteger();
    private final Timer start;
    private final Timer kept;

    SessionMeters(MeterRegistry registry) {
        for (Phase phase : Phase.values()) {
            if (phase.isLive()) {
                AtomicInteger count = new AtomicInteger();
                phases.put(phase, count);
                Gauge.builder("codearena.sessions", count, AtomicInteger::get)
                        .description("Live sessions by their phase")
                        .tag("phase", phase.wireName())
                        .register(registry);
            }
        }
        Gauge.builder("codearena.sessions.warm", warm, AtomicInteger::get)
                .description("Runners that wait for a session")
                .register(registry);
        this.start = Timer.builder("codearena.session.start")
                .description("From the request for a session until people can work in it")
                .serviceLevelObjectives(STARTS)
                .register(registry);
        this.kept = Timer.builder("codearena.session.kept")
                .description(
                        "From when the keeper hears of changed files until the object store and the manifest have them")
                .register(registry);
    }

    void live(Collection<SessionStore.Glance> sessions) {
        phases.forEach((phase, count) -> count.set(
                (int) sessions.stream().filter(each -> each.phase() == phase).count()));
    }

    void warm(int runners) {
        warm.set(runners);
    }

    void started(Duration took) {
        start.record(took);
    }

    void kept(Duration took) {
        kept.record(took);
    }
}
