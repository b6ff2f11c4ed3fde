package org.codearena.server.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.codearena.server.operations.Reading.Line;
import org.codearena.server.parking.Kind;

/**
 * The last reading as metrics. Every server with the role {@code ops} shows all of it, so over several of them the greatest
 * counts and not the sum. What is unknown is not shown. Thread-safe.
 */
final class Gauges {
    private final InstantSource clock;
    private final MultiGauge backlog;
    private final MultiGauge released;
    private final MultiGauge judging;
    private final MultiGauge oldest;
    private final MultiGauge messages;
    private final MultiGauge consumers;
    private final MultiGauge parked;
    private final MultiGauge jobs;
    private volatile Optional<Reading> last = Optional.empty();

    Gauges(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        this.backlog =
                many(registry, "codearena.backlog.submissions", "Entries in the database, not yet given to the broker");
        this.released =
                many(registry, "codearena.released.submissions", "Entries given to the broker, not yet claimed");
        this.judging =
                many(registry, "codearena.judging.submissions", "Entries claimed by a judge and without a verdict");
        this.oldest = MultiGauge.builder("codearena.backlog.oldest")
                .description("Age of the oldest entry that no judge has claimed, 0 when there is none")
                .baseUnit("seconds")
                .register(registry);
        this.messages = many(
                registry, "codearena.broker.messages", "Messages in a queue of the broker that nobody has been given");
        this.consumers = many(registry, "codearena.broker.consumers", "Judges that listen to a queue of the broker");
        this.parked = many(registry, "codearena.parked", "What is parked and waits for an operator");
        this.jobs = many(registry, "codearena.jobs", "Background jobs by state");
        one(
                registry,
                "codearena.dead.letters",
                "Messages that died and are not parked yet",
                null,
                Reading::deadLetters);
        one(
                registry,
                "codearena.outbox.messages",
                "Messages that wait for the broker",
                null,
                each -> each.outbox().messages());
        one(
                registry,
                "codearena.outbox.oldest",
                "Age of the message that has waited longest for the broker, 0 when none waits",
                "seconds",
                each -> each.outbox().oldestMs() / 1e3);
        one(
                registry,
                "codearena.judges",
                "Judges that told lately that they are alive",
                null,
                each -> each.judges().size());
        one(registry, "codearena.imports.running", "Imports of problem packages under way", null, Reading::imports);
        one(registry, "codearena.rejudges.running", "Rejudges that are not through", null, Reading::rejudges);
        Gauge.builder("codearena.reading.age", this, Gauges::ageSeconds)
                .description("Age of the reading that the figures about queues come from")
                .baseUnit("seconds")
                .register(registry);
    }

    private static MultiGauge many(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private void one(
            MeterRegistry registry,
            String name,
            String description,
            @org.jspecify.annotations.Nullable String unit,
            ToDoubleFunction<Reading> value) {
        Gauge.builder(
                        name,
                        this,
                        gauges -> gauges.last.map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    private double ageSeconds() {
        return last.map(each -> (clock.millis() - each.at().toEpochMilli()) / 1e3)
                .orElse(Double.NaN);
    }

    void show(Reading reading) {
        lines(backlog, reading, Line::backlog);
        lines(released, reading, Line::released);
        lines(judging, reading, Line::judging);
        lines(oldest, reading, line -> line.oldestMs() / 1e3);
        boolean brokerKnown = !reading.unknown().contains("broker");
        Reading broker = brokerKnown ? reading : reading.withoutLines();
        lines(messages, broker, Line::messages);
        lines(consumers, broker, Line::consumers);
        parked.register(
                Arrays.stream(Kind.values())
                        .map(kind -> MultiGauge.Row.of(
                                Tags.of("kind", kind.wireName()),
                                reading.parked().getOrDefault(kind.wireName(), 0)))
                        .toList(),
                true);
        jobs.register(
                reading.jobs().entrySet().stream()
                        .map(each -> MultiGauge.Row.of(Tags.of("state", each.getKey()), each.getValue()))
                        .toList(),
                true);
        last = Optional.of(reading);
    }

    private static void lines(MultiGauge gauge, Reading reading, ToDoubleFunction<Line> value) {
        List<MultiGauge.Row<?>> rows = reading.lines().stream()
                .<MultiGauge.Row<?>>map(line -> MultiGauge.Row.of(
                        Tags.of("lane", line.lane(), "language", line.language()), value.applyAsDouble(line)))
                .toList();
        gauge.register(rows, true);
    }
}
