package org.codearena.loadtest.load.report;

import java.util.List;

/**
 * How well incidents were healed. Pure.
 *
 * @param hits incidents in which something was hit
 * @param healed how many of these were healed while anybody waited
 * @param p50 seconds that took; 0 where none was, as is the next
 */
public record Healing(int hits, int healed, double p50, double max) {
    public static Healing of(List<Incident> incidents) {
        List<Incident> hits = incidents.stream().filter(Incident::hit).toList();
        List<Double> seconds = hits.stream()
                .filter(Incident::wasHealed)
                .map(Incident::toHeal)
                .sorted()
                .toList();
        return seconds.isEmpty()
                ? new Healing(hits.size(), 0, 0, 0)
                : new Healing(hits.size(), seconds.size(), seconds.get((seconds.size() - 1) / 2), seconds.getLast());
    }

    public int unhealed() {
        return hits - healed;
    }
}
