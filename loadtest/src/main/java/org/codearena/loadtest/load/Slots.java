package org.codearena.loadtest.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.codearena.loadtest.load.target.Metrics;

/** How many submissions an installation can work on at once, as its judges say. */
final class Slots {
    private static final String METRIC = "codearena_judge_slots";

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(60);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(500);

    private Slots() {}

    /** Waits for judges that have just started to know what they have. */
    static int of(Place place) throws IOException, InterruptedException {
        List<URI> addresses = place.judges().isEmpty()
                ? place.metrics().stream().toList()
                : place.judges().stream()
                        .map(judge -> judge.health().resolve("/metrics"))
                        .toList();
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        int slots = 0;
        for (URI address : addresses) {
            int own = of(address);
            while (own < 1 && System.nanoTime() < deadline) {
                Thread.sleep(BEFORE_AGAIN);
                own = of(address);
            }
            slots += own;
        }
        if (slots < 1) {
            throw new LoadException("no judge says how many slots it has, asked was "
                    + addresses.stream().map(URI::toString).collect(Collectors.joining(", "))
                    + ": name an installation of this machine with --data DIR, or where a judge shows its metrics with"
                    + " --metrics URL");
        }
        return slots;
    }

    private static int of(URI address) throws IOException, InterruptedException {
        try (Metrics metrics = new Metrics(address)) {
            return (int) metrics.read().stream()
                    .filter(sample -> sample.name().equals(METRIC))
                    .mapToDouble(sample -> sample.value())
                    .sum();
        }
    }
}
