package org.codearena.loadtest.bench;

import java.util.ArrayList;
import java.util.List;

/** Measured values, in the order in which they were taken. */
public record Samples(List<Double> values) {
    public Samples {
        values = List.copyOf(values);
    }

    /** The value below which this share of the samples lies; the nearest rank. */
    public double percentile(double share) {
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
    }

    public double median() {
        return percentile(0.5);
    }

    Samples and(Samples more) {
        List<Double> all = new ArrayList<>(values);
        all.addAll(more.values);
        return new Samples(all);
    }

    static Samples none() {
        return new Samples(List.of());
    }
}
