package org.codearena.loadtest.load.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.codearena.loadtest.load.target.Sample;
import org.junit.jupiter.api.Test;

final class ScrapeTest {
    private static final String NAME = "codearena_submission_run_seconds";
    /** As judges show them. */
    private static final double[] BUCKETS = {
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, Double.POSITIVE_INFINITY
    };

    private static List<Sample> shown(String language, String lane, ServiceTime service, int count) {
        SplittableRandom random = new SplittableRandom(3);
        double sum = 0;
        double[] upTo = new double[BUCKETS.length];
        for (int number = 0; number < count; number++) {
            double took = service.draw(random);
            sum += took;
            for (int bucket = 0; bucket < BUCKETS.length; bucket++) {
                upTo[bucket] += took <= BUCKETS[bucket] ? 1 : 0;
            }
        }
        List<Sample> samples = new ArrayList<>();
        Map<String, String> labels = Map.of("language", language, "lane", lane);
        for (int bucket = 0; bucket < BUCKETS.length; bucket++) {
            String longest = Double.isInfinite(BUCKETS[bucket]) ? "+Inf" : String.valueOf(BUCKETS[bucket]);
            samples.add(new Sample(
                    NAME + "_bucket", Map.of("language", language, "lane", lane, "le", longest), upTo[bucket]));
        }
        samples.add(new Sample(NAME + "_sum", labels, sum));
        samples.add(new Sample(NAME + "_count", labels, count));
        return samples;
    }

    @Test
    void serviceTimesAreReadFromHistogramsOverAllLanes() {
        List<Sample> samples = new ArrayList<>(shown("python", "practice", new ServiceTime(300, 1), 20_000));
        samples.addAll(shown("python", "contest", new ServiceTime(300, 1), 20_000));
        samples.addAll(shown("java", "practice", new ServiceTime(1_500, 0.3), 10_000));
        Measured measured = Scrape.of(samples, "here", Measured.shipped());
        assertEquals(300, measured.service("python").meanMs(), 6);
        assertEquals(1, measured.service("python").scv(), 0.35);
        assertEquals(1_500, measured.service("java").meanMs(), 30);
        assertEquals(0.3, measured.service("java").scv(), 0.2);
        assertEquals(Map.of("python", 40_000.0, "java", 10_000.0), measured.mix());
        assertTrue(measured.about().startsWith("service times and mix from here"), measured.about());
    }

    @Test
    void tooFewSayNothing() {
        List<Sample> samples = shown("python", "practice", new ServiceTime(300, 1), 5);
        String message =
                String.valueOf(assertThrows(PlanException.class, () -> Scrape.of(samples, "here", Measured.shipped()))
                        .getMessage());
        assertTrue(message.contains("judged 20 times"), message);
    }
}
