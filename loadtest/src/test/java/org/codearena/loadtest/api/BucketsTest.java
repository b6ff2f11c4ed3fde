package org.codearena.loadtest.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.codearena.loadtest.load.target.Sample;
import org.junit.jupiter.api.Test;

/** The server's own histogram, and what is read from it. */
final class BucketsTest {
    private static final String NAME = "http_server_requests_seconds_bucket";

    private static Buckets buckets(Map<Double, Double> upTo) {
        return new Buckets(new TreeMap<>(upTo));
    }

    @Test
    void aShareLiesWithinItsBucketAsIfAllWereSpreadEvenly() {
        Buckets buckets = buckets(Map.of(0.001, 50.0, 0.005, 100.0, Double.POSITIVE_INFINITY, 100.0));
        assertEquals(1.0, buckets.millis(0.5), 1e-9);
        assertEquals(3.0, buckets.millis(0.75), 1e-9);
        assertEquals(4.92, buckets.millis(0.99), 1e-9);
    }

    @Test
    void whatIsBeyondTheLastBoundHasNoEnd() {
        Buckets buckets = buckets(Map.of(0.001, 50.0, Double.POSITIVE_INFINITY, 100.0));
        assertEquals(Double.POSITIVE_INFINITY, buckets.millis(0.99));
    }

    @Test
    void onlyWhatCameSinceCounts() {
        Buckets before = buckets(Map.of(0.001, 90.0, 0.01, 90.0, Double.POSITIVE_INFINITY, 90.0));
        Buckets after = buckets(Map.of(0.001, 90.0, 0.01, 100.0, Double.POSITIVE_INFINITY, 100.0));
        assertEquals(10, after.since(before).count());
        assertEquals(5.5, after.since(before).millis(0.5), 1e-9);
    }

    @Test
    void nothingAnsweredTakesNoTime() {
        assertEquals(0, buckets(Map.of()).millis(0.99));
    }

    @Test
    void refusalsAndOtherRoutesAreLeftOut() {
        List<Sample> samples = List.of(
                sample("/board", "200", "0.001", 3),
                sample("/board", "200", "+Inf", 4),
                sample("/board", "404", "+Inf", 50),
                sample("/other", "200", "+Inf", 60));
        assertEquals(4, Buckets.of(samples, "/board").count());
    }

    private static Sample sample(String route, String status, String bound, double value) {
        return new Sample(NAME, Map.of("route", route, "status", status, "le", bound), value);
    }
}
