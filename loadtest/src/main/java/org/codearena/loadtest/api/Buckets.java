package org.codearena.loadtest.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.codearena.loadtest.load.target.Sample;

/** How many requests of a route took how long in the server, by its own histogram: up to each bound in seconds, all that were faster. */
record Buckets(TreeMap<Double, Double> upTo) {
    private static final String NAME = "http_server_requests_seconds_bucket";

    /** Of one that is answered well. */
    static Buckets of(List<Sample> samples, String route) {
        TreeMap<Double, Double> upTo = new TreeMap<>();
        samples.stream()
                .filter(each -> each.name().equals(NAME)
                        && each.label("route").equals(route)
                        && each.label("status").equals("200"))
                .forEach(each -> upTo.merge(bound(each.label("le")), each.value(), Double::sum));
        return new Buckets(upTo);
    }

    private static double bound(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** Those that were answered since then. */
    Buckets since(Buckets before) {
        TreeMap<Double, Double> more = new TreeMap<>();
        upTo.forEach((bound, count) -> more.put(bound, count - before.upTo.getOrDefault(bound, 0.0)));
        return new Buckets(more);
    }

    double count() {
        return upTo.isEmpty() ? 0 : upTo.lastEntry().getValue();
    }

    /** The milliseconds within which this share was answered, evenly spread within its bucket. */
    double millis(double share) {
        double wanted = share * count();
        double lowerBound = 0;
        double lowerCount = 0;
        for (Map.Entry<Double, Double> each : upTo.entrySet()) {
            if (each.getValue() >= wanted && each.getValue() > lowerCount) {
                double part = (wanted - lowerCount) / (each.getValue() - lowerCount);
                // Of the last bucket nobody knows the end.
                return Double.isInfinite(each.getKey())
                        ? Double.POSITIVE_INFINITY
                        : 1e3 * (lowerBound + part * (each.getKey() - lowerBound));
            }
            lowerBound = each.getKey();
            lowerCount = each.getValue();
        }
        return 0;
    }
}
