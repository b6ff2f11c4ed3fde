package org.codearena.server.infra.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;

/** The registry that every feature counts in and that {@code /metrics} shows. */
public final class Metrics {
    private static final double[] BUCKETS = Arrays.stream(
                    new long[] {1, 5, 10, 25, 50, 100, 250, 500, 1000, 5000, 30000})
            .mapToDouble(ms -> Duration.ofMillis(ms).toNanos())
            .toArray();

    private Metrics() {}

    /** A registry whose timers have buckets, so that percentiles can be taken over all replicas. */
    public static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                // What a timer says of its own buckets goes first.
                return id.getType() == Meter.Type.TIMER
                        ? config.merge(DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(BUCKETS)
                                .build())
                        : config;
            }
        });
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry;
    }
}
