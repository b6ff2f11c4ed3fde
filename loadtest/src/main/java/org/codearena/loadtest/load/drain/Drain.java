package org.codearena.loadtest.load.drain;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.codearena.loadtest.load.report.Incident;

/**
 * One judge process that was told to end.
 *
 * @param waiting submissions without a verdict at that moment
 * @param grace how long it gives to what it is judging, as it was told
 * @param at when it was told; moments are seconds since the beginning
 * @param ended when it was gone, or {@link Incident#NEVER}
 * @param status of its end; empty where nobody could say
 * @param back when another was ready in its place, or {@link Incident#NEVER}
 */
public record Drain(
        String judge, long pid, int waiting, Duration grace, double at, double ended, OptionalInt status, double back) {

    public boolean hasEnded() {
        return ended >= 0;
    }

    /** Seconds from the order to the end. */
    public double took() {
        return ended - at;
    }

    /** With status 0, before its grace was over, and with another one in its place. */
    public boolean inOrder() {
        return hasEnded() && status.orElse(-1) == 0 && took() * 1e3 <= grace.toMillis() && back >= 0;
    }

    String sentence() {
        String told = "%s was told to end with %d waiting, and ".formatted(name(), waiting);
        if (!hasEnded()) {
            return told + "did not";
        }
        return told
                + String.format(Locale.ROOT, "did after %.1f s with %s; ", took(), statusInWords())
                + (back >= 0
                        ? String.format(Locale.ROOT, "another was ready %.1f s later", back - ended)
                        : "no other was ready in its place");
    }

    private String name() {
        return judge + " (" + pid + ")";
    }

    private String statusInWords() {
        return status.isPresent() ? "status " + status.getAsInt() : "a status that nobody kept";
    }

    /** For a report: it is held for as long as it takes to end, and healed when another is ready. */
    public Incident incident() {
        String what = "%s with %d waiting, %s".formatted(name(), waiting, hasEnded() ? statusInWords() : "did not end");
        return new Incident(Incident.DRAIN, what, at, hasEnded() ? ended : at, back, Map.of(), "");
    }
}
