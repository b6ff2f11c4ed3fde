package org.codearena.server.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.codearena.contract.Lane;
import org.codearena.server.infra.Database;
import org.codearena.server.judge.Pulse;
import org.codearena.server.judge.Pulses;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.operations.Reading.JudgeState;
import org.codearena.server.operations.Reading.LaneFlow;
import org.codearena.server.operations.Reading.Line;
import org.codearena.server.parking.Parking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a reading every few seconds and hands it to those who show it. */
final class Sampler implements AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Sampler.class);

    private final Database database;
    private final BrokerWatch broker;
    private final Pulses pulses;
    private final Supplier<Map<String, Long>> jobs;
    private final InstantSource clock;
    private final List<Consumer<Reading>> shown;
    private final Parking parking = new Parking();
    private final Flow flow = new Flow();
    private final StopSignal stop = new StopSignal();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("operations").unstarted(this::sampleUntilStopped);

    Sampler(
            Database database,
            BrokerWatch broker,
            Pulses pulses,
            Supplier<Map<String, Long>> jobs,
            InstantSource clock,
            List<Consumer<Reading>> shown) {
        this.database = database;
        this.broker = broker;
        this.pulses = pulses;
        this.jobs = jobs;
        this.clock = clock;
        this.shown = List.copyOf(shown);
    }

    void start() {
        thread.start();
    }

    private void sampleUntilStopped() {
        do {
            try {
                Reading reading = read();
                shown.forEach(each -> each.accept(reading));
            } catch (RuntimeException databaseAway) {
                log.atWarn().addKeyValue("reason", databaseAway.toString()).log("no reading, trying again");
            }
        } while (!stop.givenWithin(EVERY));
    }

    /** Without the database there is no reading; what else is away is named in it. */
    Reading read() {
        List<String> unknown = new ArrayList<>();
        Optional<BrokerWatch.Seen> seen = broker.seen();
        if (seen.isEmpty()) {
            unknown.add("broker");
        }
        List<Pulse> judges = judges(unknown);
        flow.look(clock.millis(), judges);
        List<Line> lines = lines(database.read(Backlog::read), seen);
        Counts counts = database.read(Counts::read);
        Map<String, Integer> parked = database.read(parking::count).entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().wireName(), Map.Entry::getValue));
        List<LaneFlow> lanes =
                Arrays.stream(Lane.values()).map(lane -> lane(lane, lines)).toList();
        return new Reading(
                clock.instant(),
                unknown,
                lines,
                lanes,
                judges.stream().map(Sampler::judge).toList(),
                judges.stream().mapToInt(Pulse::slots).sum(),
                judges.stream().mapToInt(Pulse::busy).sum(),
                lanes.stream().mapToDouble(LaneFlow::verdictsPerMinute).sum(),
                new Reading.Outbox(counts.outbox(), counts.outboxOldestMs()),
                parked,
                seen.map(BrokerWatch.Seen::dead).orElse(0),
                counts.imports(),
                counts.rejudges(),
                jobs.get());
    }

    private List<Pulse> judges(List<String> unknown) {
        try {
            return pulses.alive();
        } catch (RuntimeException cacheAway) {
            unknown.add("judges");
            return List.of();
        }
    }

    private static JudgeState judge(Pulse pulse) {
        return new JudgeState(
                pulse.worker(),
                pulse.slots(),
                pulse.busy(),
                pulse.mode(),
                pulse.languages(),
                Instant.ofEpochMilli(pulse.since()));
    }

    private static List<Line> lines(List<Backlog.Line> backlog, Optional<BrokerWatch.Seen> seen) {
        Map<String, Line> lines = new TreeMap<>();
        seen.map(BrokerWatch.Seen::queues)
                .orElse(List.of())
                .forEach(queue -> lines.put(
                        queue.lane() + "." + queue.language(),
                        new Line(queue.lane(), queue.language(), 0, 0, 0, 0, queue.ready(), queue.consumers())));
        backlog.forEach(one -> lines.merge(
                one.lane() + "." + one.language(),
                new Line(
                        one.lane(), one.language(), one.backlog(), one.released(), one.judging(), one.oldestMs(), 0, 0),
                (queue, rows) -> new Line(
                        rows.lane(),
                        rows.language(),
                        rows.backlog(),
                        rows.released(),
                        rows.judging(),
                        rows.oldestMs(),
                        queue.messages(),
                        queue.consumers())));
        return List.copyOf(lines.values());
    }

    private LaneFlow lane(Lane lane, List<Line> lines) {
        String name = lane.wireName();
        List<Line> own = lines.stream().filter(line -> line.lane().equals(name)).toList();
        Flow.Lane speed = flow.of(name);
        return new LaneFlow(
                name,
                own.stream().mapToLong(line -> line.backlog() + line.released()).sum(),
                own.stream().mapToLong(Line::judging).sum(),
                own.stream().mapToLong(Line::oldestMs).max().orElse(0),
                speed.claimed(),
                speed.waitP50Ms(),
                speed.waitP95Ms(),
                speed.verdictsPerMinute());
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(thread), EVERY);
    }
}
