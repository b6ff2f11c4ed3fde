package org.codearena.loadtest.load.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * What comes.
 *
 * @param users whom it comes from; 0 where that was not said
 * @param submissionsPerHour in the busiest hour
 * @param peakFactor how many times as many a second come while it is busiest within that hour
 * @param mix the share of each language, which add up to 1
 */
record Demand(
        long users, double submissionsPerHour, double submissionsPerDay, double peakFactor, Map<String, Double> mix) {
    Demand {
        if (!(submissionsPerHour > 0) || !Double.isFinite(submissionsPerHour)) {
            throw new PlanException(submissionsPerHour + " submissions per hour, allowed is a number above 0");
        }
        if (!(peakFactor >= 1) || !Double.isFinite(peakFactor)) {
            throw new PlanException("--peak-factor is " + peakFactor + ", allowed is a number from 1 on");
        }
        mix = Map.copyOf(shares(mix));
    }

    /**
     * How people are, on average.
     *
     * @param submissionsPerDay of one user of those who have an account
     * @param busiestHour the share of a day's submissions that comes in its busiest hour
     */
    record Habits(double submissionsPerDay, double busiestHour) {
        Habits {
            if (!(submissionsPerDay > 0)) {
                throw new PlanException("--per-user-and-day is " + submissionsPerDay + ", allowed is what is above 0");
            }
            if (!(busiestHour >= 1 / 24.0 && busiestHour <= 1)) {
                throw new PlanException(
                        "--busiest-hour is " + busiestHour + ", allowed is a share of the day from 1/24 to 1");
            }
        }
    }

    static Demand perHour(double submissions, Habits habits, double peakFactor, Map<String, Double> mix) {
        return new Demand(0, submissions, submissions / habits.busiestHour(), peakFactor, mix);
    }

    static Demand ofUsers(long users, Habits habits, double peakFactor, Map<String, Double> mix) {
        if (users < 1) {
            throw new PlanException(users + " users, allowed is a number from 1 on");
        }
        double perDay = users * habits.submissionsPerDay();
        return new Demand(users, perDay * habits.busiestHour(), perDay, peakFactor, mix);
    }

    double peakPerSecond() {
        return submissionsPerHour / 3_600 * peakFactor;
    }

    static Map<String, Double> shares(Map<String, Double> weights) {
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Double> shares = new TreeMap<>();
        weights.forEach((language, weight) -> {
            if (!(weight >= 0) || !(all > 0) || !Double.isFinite(all)) {
                throw new PlanException("the mix gives " + language + " the weight " + weight
                        + ", allowed are numbers from 0 on, not all 0");
            }
            if (weight > 0) {
                shares.put(language, weight / all);
            }
        });
        if (shares.isEmpty()) {
            throw new PlanException("the mix names no language; say for example --mix python=0.5,java=0.3,cpp=0.2");
        }
        return shares;
    }
}
