package org.codearena.loadtest.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.report.RunRecord.Second;
import org.codearena.loadtest.load.target.LocalDatabase;
import org.codearena.loadtest.load.target.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a second at what is counted, at the machine and at the target, and keeps what it saw. */
final class Timeline implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Timeline.class);
    private static final List<String> RATES =
            List.of("offered.", "accepted.", "judged.", "read.", "opened.", "closed.");
    private static final List<String> SUMS = List.of("refused.", "error.");

    private final Meters meters;
    private final Predicate<String> timed;
    private final Optional<LocalDatabase> database;
    private final Optional<Metrics> metrics;
    private final Consumer<Second> live;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final List<Second> seconds = new ArrayList<>();
    private final Map<String, Long> before = new HashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("timeline").unstarted(this::look);
    private final long begin = System.nanoTime();
    private long lastCpu = system.getProcessCpuTime();
    private long lastLook = begin;

    /**
     * @param timed the flows whose waits are looked at
     * @param live sees each second when it is over
     */
    Timeline(
            Meters meters,
            Predicate<String> timed,
            Optional<LocalDatabase> database,
            Optional<Metrics> metrics,
            Consumer<Second> live) {
        this.meters = meters;
        this.timed = timed;
        this.database = database;
        this.metrics = metrics;
        this.live = live;
    }

    void start() {
        thread.start();
    }

    double now() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private void look() {
        try {
            for (int number = 1; !stop.await(untilSecond(number), TimeUnit.NANOSECONDS); number++) {
                Second second = new Second(Math.rint(now() * 10) / 10, values());
                synchronized (seconds) {
                    seconds.add(second);
                }
                live.accept(second);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private long untilSecond(int number) {
        return begin + TimeUnit.SECONDS.toNanos(number) - System.nanoTime();
    }

    private Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        double elapsed = generator(values);
        for (String prefix : RATES) {
            meters.countsOf(prefix)
                    .forEach((flow, count) -> values.put(prefix + flow, since(prefix + flow, count) / elapsed));
        }
        for (String prefix : SUMS) {
            long all = meters.countsOf(prefix).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            values.put(prefix.substring(0, prefix.length() - 1), since(prefix, all) / elapsed);
        }
        values.put("waiting", (double) meters.waiting());
        percentiles(values);
        target(values);
        return values;
    }

    private double since(String name, long count) {
        Long last = before.put(name, count);
        return count - (last == null ? 0 : last);
    }

    /** The generator's own share of the machine; answers the seconds since the last look. */
    private double generator(Map<String, Double> values) {
        long now = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        long elapsed = Math.max(1, now - lastLook);
        values.put("generator.cpu", (double) (cpu - lastCpu) / elapsed / system.getAvailableProcessors());
        values.put("machine.cpu", Math.max(0, system.getCpuLoad()));
        lastCpu = cpu;
        lastLook = now;
        return elapsed / 1e9;
    }

    private void percentiles(Map<String, Double> values) {
        Map<Kind, Histogram> sums = new HashMap<>();
        meters.tracks().forEach((id, track) -> {
            Histogram second = track.takeSecond();
            if (timed.test(id.flow()) || id.kind() == Kind.LAG) {
                sums.computeIfAbsent(id.kind(), _ -> new Histogram(3)).add(second);
            }
        });
        sums.forEach((kind, sum) -> {
            if (sum.getTotalCount() > 0) {
                String name = kind.name().toLowerCase(Locale.ROOT) + "_ms.";
                values.put(name + "p50", sum.getValueAtPercentile(50) / 1e3);
                values.put(name + "p95", sum.getValueAtPercentile(95) / 1e3);
                values.put(name + "p99", sum.getValueAtPercentile(99) / 1e3);
            }
        });
    }

    private void target(Map<String, Double> values) {
        try {
            if (database.isPresent()) {
                values.putAll(database.get().depth());
            }
            if (metrics.isPresent()) {
                values.putAll(metrics.get().sample());
            }
        } catch (SQLException | IOException away) {
            log.atDebug().addKeyValue("reason", away.toString()).log("target not looked at");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    List<Second> seconds() {
        synchronized (seconds) {
            return List.copyOf(seconds);
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
