package org.codearena.loadtest.load.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.codearena.loadtest.load.chaos.Breakage.Done;
import org.codearena.loadtest.load.chaos.Breakage.Missed;
import org.codearena.loadtest.load.chaos.Schedule.Moment;
import org.codearena.loadtest.load.report.Incident;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks what a schedule says while a load goes on, and sees for each fault how long it takes to heal. One run, begun and ended
 * once.
 *
 * <p>A fault is healed when, after nothing holds it any more, a submission that was sent after that moment has its verdict,
 * what was killed is there again, and the installation says that nothing it leans on is away.
 */
public final class Chaos {
    private static final Logger log = LoggerFactory.getLogger(Chaos.class);
    private static final Duration HEALED_WITHIN = Duration.ofMinutes(4);
    private static final long LOOK_AGAIN_MILLIS = 50;

    /**
     * What is wanted.
     *
     * @param every the mean time between two faults
     * @param longestHold of faults that are held for a time
     */
    public record Plan(long seed, List<Fault> faults, Duration length, Duration every, Duration longestHold) {
        public Plan {
            faults = List.copyOf(faults);
        }
    }

    private final Breaker breaker;
    private final Schedule schedule;
    private final Map<String, String> left = new TreeMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("chaos-", 0).factory());
    private final Thread undo = new Thread(this::liftAll, "chaos-undo");
    private final Set<Breakage.Lift> held = ConcurrentHashMap.newKeySet();
    private final List<Incident> incidents = new ArrayList<>();

    /** On the installation that keeps its data there. Faults that have no target in it are left out. */
    public Chaos(Path data, Plan plan) {
        this.breaker = new Breaker(data);
        List<Fault> applicable = new ArrayList<>();
        for (Fault fault : plan.faults()) {
            breaker.inapplicable(fault)
                    .ifPresentOrElse(reason -> left.put(fault.name(), reason), () -> applicable.add(fault));
        }
        if (applicable.isEmpty()) {
            throw new ChaosException("none of these faults has a target in " + data + ": " + left);
        }
        this.schedule = Schedule.of(plan.seed(), applicable, plan.length(), plan.every(), plan.longestHold());
    }

    /** Faults that were wanted and have no target here, with the reason. */
    public Map<String, String> leftOut() {
        return Map.copyOf(left);
    }

    /** From now on things break. */
    public void begin(Scene scene) {
        Runtime.getRuntime().addShutdownHook(undo);
        long begin = System.nanoTime();
        threads.execute(() -> {
            try {
                for (Moment moment : schedule.moments()) {
                    TimeUnit.NANOSECONDS.sleep(begin + moment.at().toNanos() - System.nanoTime());
                    strike(moment, scene);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                threads.shutdown();
            }
        });
    }

    private void strike(Moment moment, Scene scene) throws InterruptedException {
        Map<String, Long> before = scene.counts().get();
        double at = scene.now().getAsDouble();
        switch (breaker.hit(moment.fault(), moment.choice())) {
            case Missed(String reason) -> {
                tell(scene, at, moment.fault().name() + " hit nothing: " + reason);
                keep(Incident.missed(moment.fault().name(), at, reason));
            }
            case Done done -> {
                tell(scene, at, moment.fault().name() + ": " + done.what());
                done.lift().ifPresent(held::add);
                threads.execute(() -> see(moment, done, at, before, scene));
            }
        }
    }

    private void see(Moment moment, Done done, double at, Map<String, Long> before, Scene scene) {
        boolean healed = false;
        double lifted = at;
        try {
            if (done.lift().isPresent()) {
                TimeUnit.NANOSECONDS.sleep(moment.hold().toNanos());
                lift(done.lift().get());
                lifted = scene.now().getAsDouble();
            }
            healed = heals(done, scene);
        } catch (InterruptedException | IOException brokenOff) {
            log.atWarn().setCause(brokenOff).log("not seen to heal");
        }
        double whole = scene.now().getAsDouble();
        Map<String, Long> seen = since(before, scene.counts().get());
        keep(new Incident(moment.fault().name(), done.what(), at, lifted, healed ? whole : Incident.NEVER, seen, ""));
        tell(
                scene,
                whole,
                "%s %s; clients saw %s"
                        .formatted(
                                moment.fault().name(),
                                healed
                                        ? String.format(Locale.ROOT, "healed after %.1f s", whole - lifted)
                                        : "is NOT healed after " + HEALED_WITHIN.toSeconds() + " s",
                                seen.isEmpty() ? "nothing" : seen));
    }

    private static boolean heals(Done done, Scene scene) throws InterruptedException {
        long deadline = System.nanoTime() + HEALED_WITHIN.toNanos();
        boolean healed = scene.probe().judged(HEALED_WITHIN);
        while (healed && !(done.back().getAsBoolean() && scene.wholeness().now())) {
            healed = System.nanoTime() < deadline;
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        return healed;
    }

    private static Map<String, Long> since(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> seen = new TreeMap<>();
        after.forEach((kind, count) -> {
            long more = count - before.getOrDefault(kind, 0L);
            if (more > 0) {
                seen.put(kind, more);
            }
        });
        return seen;
    }

    private static void tell(Scene scene, double at, String text) {
        scene.tell().accept(String.format(Locale.ROOT, "%5.1f s  %s", at, text));
    }

    private void keep(Incident incident) {
        synchronized (incidents) {
            incidents.add(incident);
        }
    }

    private void lift(Breakage.Lift lift) throws IOException {
        held.remove(lift);
        lift.run();
    }

    private void liftAll() {
        for (Breakage.Lift lift : List.copyOf(held)) {
            try {
                lift(lift);
            } catch (IOException failed) {
                System.err.println("codearena: not made whole again: " + failed);
            }
        }
    }

    /**
     * Waits until the last fault is healed, or has had its time, and answers all, in their order.
     *
     * @param brokenOff what has not come yet does not come, and what is held is let go now
     */
    public List<Incident> end(boolean brokenOff) throws InterruptedException {
        if (brokenOff) {
            threads.shutdownNow();
        }
        // The longest hold is within this as well.
        boolean ended = threads.awaitTermination(2 * HEALED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        liftAll();
        if (ended && !brokenOff) {
            Runtime.getRuntime().removeShutdownHook(undo);
        }
        synchronized (incidents) {
            return incidents.stream()
                    .sorted(Comparator.comparingDouble(Incident::at))
                    .toList();
        }
    }
}
