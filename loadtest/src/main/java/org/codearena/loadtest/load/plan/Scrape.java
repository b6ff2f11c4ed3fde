package org.codearena.loadtest.load.plan;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.codearena.loadtest.load.target.Metrics;
import org.codearena.loadtest.load.target.Sample;

/**
 * Service times out of the histograms that judges show at {@code /metrics}. Their buckets are coarse, so the mean is the exact
 * one, from sum and count, and only the spread is taken from the buckets.
 */
final class Scrape {
    private static final String RUN = "codearena_submission_run_seconds";
    /** Fewer say too little. */
    private static final int LEAST = 20;

    private final Map<String, Histogram> languages = new TreeMap<>();

    /** Counts by the longest duration of each bucket, as Prometheus has them: each with those of all shorter ones. */
    private static final class Histogram {
        private final Map<Double, Double> upTo = new TreeMap<>();
        private double sum;
        private double count;

        ServiceTime serviceTime() {
            double mean = 0;
            double square = 0;
            double below = 0;
            double shorter = 0;
            for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
                double longest = Double.isInfinite(bucket.getKey()) ? 2 * shorter : bucket.getKey();
                double middle = shorter == 0 ? longest / 2 : Math.sqrt(shorter * longest);
                double own = bucket.getValue() - below;
                mean += own * middle / count;
                square += own * middle * middle / count;
                below = bucket.getValue();
                shorter = longest;
            }
            return new ServiceTime(1e3 * sum / count, Math.max(0, square / (mean * mean) - 1));
        }
    }

    static Measured measure(List<URI> addresses, Measured otherwise) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (URI address : addresses) {
            try (Metrics metrics = new Metrics(metricsOf(address))) {
                samples.addAll(metrics.read());
            } catch (IOException away) {
                throw new PlanException(
                        "no metrics at " + address + ": " + away
                                + "; --target wants the address that a judge shows them at,"
                                + " which 'codearena status' and ready.json call health",
                        away);
            }
        }
        return of(samples, addresses.toString(), otherwise);
    }

    private static URI metricsOf(URI address) {
        return address.getPath() == null
                        || address.getPath().length() <= 1
                        || address.getPath().startsWith("/health")
                ? address.resolve("/metrics")
                : address;
    }

    /** @param otherwise has everything that metrics do not say */
    static Measured of(List<Sample> samples, String where, Measured otherwise) {
        Scrape scrape = new Scrape();
        samples.forEach(scrape::take);
        Map<String, ServiceTime> seen = new TreeMap<>();
        Map<String, Double> mix = new TreeMap<>();
        scrape.languages.forEach((language, histogram) -> {
            if (histogram.count >= LEAST) {
                seen.put(language, histogram.serviceTime());
                mix.put(language, histogram.count);
            }
        });
        if (seen.isEmpty()) {
            throw new PlanException("the metrics at " + where + " know of no language that was judged " + LEAST
                    + " times or more: let it judge for a while, for example with 'codearena load steady'");
        }
        return otherwise.with(
                "service times and mix from " + where + "; everything else: " + otherwise.about(), seen, mix);
    }

    private void take(Sample sample) {
        if (!sample.name().startsWith(RUN) || sample.label("language").isEmpty()) {
            return;
        }
        Histogram histogram = languages.computeIfAbsent(sample.label("language"), _ -> new Histogram());
        switch (sample.name().substring(RUN.length())) {
            case "_sum" -> histogram.sum += sample.value();
            case "_count" -> histogram.count += sample.value();
            case "_bucket" -> histogram.upTo.merge(longest(sample.label("le")), sample.value(), Double::sum);
            default -> {
                // The longest of late: of no use here.
            }
        }
    }

    private static double longest(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
