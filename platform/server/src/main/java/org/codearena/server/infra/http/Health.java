package org.codearena.server.infra.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * How the process is. Live: it runs, nothing outside is asked. Started: the composition root is through. Ready: started,
 * not draining, and every check that is needed to serve holds. Thread-safe.
 */
public final class Health {
    /**
     * One thing this process leans on.
     *
     * @param needed whether the process is of no use without it; else it is only shown
     * @param probe answers at once or within its own bound
     */
    public record Check(String name, boolean needed, Supplier<Outcome> probe) {}

    /** What a check found; the words are for the operator. */
    public record Outcome(boolean up, String message) {
        public static Outcome of(boolean up) {
            return new Outcome(up, up ? "" : "does not answer");
        }
    }

    enum Phase {
        STARTING,
        STARTED,
        DRAINING
    }

    record Report(boolean up, String phase, Map<String, Outcome> checks) {}

    private final List<Check> checks;
    private Phase phase = Phase.STARTING;

    public Health(List<Check> checks) {
        this.checks = new CopyOnWriteArrayList<>(checks);
    }

    /** From here on this is checked, too. */
    public void add(Check check) {
        checks.add(check);
    }

    /** From here on the process is ready whenever its checks hold. */
    public synchronized void started() {
        phase = phase == Phase.STARTING ? Phase.STARTED : phase;
    }

    /** From here on the process is never ready again, so that no new work is sent to it; answers whether it had started. */
    public synchronized boolean draining() {
        boolean started = phase == Phase.STARTED;
        phase = Phase.DRAINING;
        return started;
    }

    synchronized boolean isDraining() {
        return phase == Phase.DRAINING;
    }

    Report live() {
        return new Report(true, phaseName(), Map.of());
    }

    Report start() {
        return new Report(phase() != Phase.STARTING, phaseName(), Map.of());
    }

    Report ready() {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        boolean up = phase() == Phase.STARTED;
        for (Check check : checks) {
            Outcome outcome = probe(check);
            outcomes.put(check.name(), outcome);
            up &= outcome.up() || !check.needed();
        }
        return new Report(up, phaseName(), outcomes);
    }

    private synchronized Phase phase() {
        return phase;
    }

    private String phaseName() {
        return Json.wireName(phase());
    }

    private static Outcome probe(Check check) {
        try {
            return check.probe().get();
        } catch (RuntimeException failure) {
            return new Outcome(false, String.valueOf(failure.getMessage()));
        }
    }
}
