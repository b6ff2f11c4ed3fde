package org.codearena.server.operations;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Database;
import org.codearena.server.judge.Pulses;
import org.codearena.server.outbox.Topology;

/** Takes readings of everything and shows them, as metrics and to the operators' page, for as long as it is open. */
public final class Operations implements AutoCloseable {
    private final BrokerWatch broker;
    private final Sampler sampler;

    /**
     * Readings that are not taken yet.
     *
     * @param jobs how many background jobs are in each state
     */
    public Operations(
            Database database,
            Pulses pulses,
            Readings readings,
            Topology topology,
            Supplier<Map<String, Long>> jobs,
            InstantSource clock,
            MeterRegistry meters) {
        this.broker = new BrokerWatch(topology);
        Gauges gauges = new Gauges(meters, clock);
        this.sampler = new Sampler(database, broker, pulses, jobs, clock, List.of(gauges::show, readings::put));
    }

    public void start(Broker connections) {
        broker.start(connections);
        sampler.start();
    }

    @Override
    public void close() {
        sampler.close();
    }
}
