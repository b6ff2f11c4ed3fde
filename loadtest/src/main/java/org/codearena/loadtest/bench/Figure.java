package org.codearena.loadtest.bench;

import java.util.Locale;

/**
 * One measured number, and what it was measured against.
 *
 * @param goal such as {@code <= 3}
 * @param rounds how many interleaved rounds the median is of
 */
public record Figure(String name, double value, String unit, String goal, boolean held, String against, int rounds) {
    /** A figure that must not be larger than its goal. */
    public static Figure atMost(String name, double value, String unit, double goal, String against, int rounds) {
        return new Figure(name, rounded(value), unit, "<= " + plain(goal), value <= goal, against, rounds);
    }

    /** A figure that must not be smaller than its goal. */
    public static Figure atLeast(String name, double value, String unit, double goal, String against, int rounds) {
        return new Figure(name, rounded(value), unit, ">= " + plain(goal), value >= goal, against, rounds);
    }

    /** A figure that has no goal of its own and stands for comparison. */
    public static Figure plain(String name, double value, String unit, String against, int rounds) {
        return new Figure(name, rounded(value), unit, "", true, against, rounds);
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1e3;
    }

    private static String plain(double goal) {
        return goal == Math.rint(goal) ? String.valueOf((long) goal) : String.valueOf(goal);
    }

    /** As a line of a table. */
    public String row() {
        return String.format(
                Locale.ROOT,
                "%-42s %10.3f %-6s %-8s %-6s %s",
                name,
                value,
                unit,
                goal,
                held ? "held" : "MISSED",
                against);
    }
}
