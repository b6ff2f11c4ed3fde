package org.codearena.loadtest.load.report;

import java.util.Map;

/**
 * One fault of a run that broke parts of its target. Moments are seconds since the beginning.
 *
 * @param what was hit, in words; empty where nothing was
 * @param at when it was broken
 * @param lifted when nothing held it broken any more: the same moment for one that is not held
 * @param healed when a program submitted after {@code lifted} had its verdict and everything was there again, or
 *     {@link #NEVER}
 * @param seen what went wrong for clients from the break until it was healed, by kind
 * @param missed why nothing was hit; empty where something was
 */
public record Incident(
        String fault, String what, double at, double lifted, double healed, Map<String, Long> seen, String missed) {
    /** The fault of a process that was told to end in order: it is held until it has ended. */
    public static final String DRAIN = "drain-judge";

    /** It was not healed while anybody waited. */
    public static final double NEVER = -1;

    public Incident {
        seen = Map.copyOf(seen);
    }

    /** Nothing was hit. */
    public static Incident missed(String fault, double at, String reason) {
        return new Incident(fault, "", at, at, NEVER, Map.of(), reason);
    }

    public boolean hit() {
        return missed.isEmpty();
    }

    public boolean wasHealed() {
        return healed >= 0;
    }

    /** How long it was held broken. */
    double held() {
        return lifted - at;
    }

    /** From then until it was healed. */
    public double toHeal() {
        return healed - lifted;
    }
}
