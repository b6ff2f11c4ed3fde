package org.codearena.loadtest.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Samples;
import org.codearena.loadtest.load.target.Client;
import org.codearena.loadtest.load.target.Person;
import org.codearena.loadtest.load.target.TargetException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How soon many open pages see a verdict. */
@Command(
        name = "streams",
        description = {
            "Measures how soon a verdict is seen on many open event streams, each of another person, from the moment at which",
            "the database says that it was decided. The judge's runner is held still until all streams are open."
        },
        mixinStandardHelpOptions = true)
public final class StreamsBench implements Callable<Integer> {
    private static final double GOAL_MS = 500;
    private static final long PATIENCE_SECONDS = 120;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Option(names = "--streams", defaultValue = "1000", description = "open at once; default ${DEFAULT-VALUE}")
    private int streams = 1_000;

    @Option(names = "--rounds", defaultValue = "9", description = "verdicts waited for; default ${DEFAULT-VALUE}")
    private int rounds = 9;

    /** One verdict, seen so many milliseconds after it was decided. */
    private record Round(List<Double> millis, Map<String, Double> cores) {}

    @Override
    public Integer call() throws Exception {
        SampleSubmission sample = SampleSubmission.prepare(options.data());
        try (UnderTest installation = options.installation();
                Client client = new Client(installation.url(), 16);
                Visitors visitors = Visitors.of(installation.database())) {
            // Setters may watch what others have submitted.
            List<Person> watchers = visitors.gather("setter", streams);
            List<Round> all = new ArrayList<>();
            for (int round = 0; round < rounds + 1; round++) {
                System.err.printf("verdict %d of %d%n", round, rounds);
                Round measured = round(installation, client, sample, watchers);
                // The first one warms up.
                if (round > 0) {
                    all.add(measured);
                }
            }
            return options.report(figures(all));
        }
    }

    private Round round(UnderTest installation, Client client, SampleSubmission sample, List<Person> watchers)
            throws Exception {
        CountDownLatch open = new CountDownLatch(streams);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Instant>> seen = new ArrayList<>();
            UUID submission;
            Cores before;
            try (PausedRunner _ = PausedRunner.of(installation.pid())) {
                submission = UUID.fromString(sample.submit(client, watchers.getFirst()));
                for (Person watcher : watchers) {
                    seen.add(threads.submit(() -> watch(client, submission, watcher, open)));
                }
                if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    threads.shutdownNow();
                    throw new TargetException(open.getCount() + " of " + streams + " streams did not open within "
                            + PATIENCE_SECONDS + " s");
                }
                before = Cores.now(installation.pid());
            }
            List<Instant> moments = new ArrayList<>();
            for (Future<Instant> each : seen) {
                moments.add(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            Map<String, Double> cores = Cores.now(installation.pid()).since(before);
            Instant decided = decided(installation, submission);
            return new Round(
                    moments.stream()
                            .map(moment -> decided.until(moment, ChronoUnit.MICROS) / 1e3)
                            .toList(),
                    cores);
        }
    }

    /** When the verdict was there to be read. */
    private static Instant watch(Client client, UUID submission, Person watcher, CountDownLatch open)
            throws IOException {
        try (InputStream stream = client.stream("/submissions/" + submission + "/events", watcher.token());
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            boolean counted = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!counted) {
                    counted = true;
                    open.countDown();
                }
                if (line.equals("event: verdict")) {
                    return Instant.now();
                }
            }
        }
        throw new IOException("the event stream of " + submission + " ended without a verdict");
    }

    private static Instant decided(UnderTest installation, UUID submission) throws SQLException {
        try (PreparedStatement query =
                installation.database().prepareStatement("select judged_at from submission where id = ?")) {
            query.setObject(1, submission);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    private List<Figure> figures(List<Round> all) {
        Samples millis = new Samples(
                all.stream().flatMap(round -> round.millis().stream()).toList());
        List<Double> last = all.stream()
                .map(round -> new Samples(round.millis()).percentile(1))
                .toList();
        String against = String.format(
                Locale.ROOT,
                "%d streams of one submission, decided by the clock of its transaction; p50 %.0f ms; last verdict's %s",
                streams,
                millis.median(),
                Cores.described(all.getLast().cores()));
        return List.of(
                Figure.atMost("api.event_fanout_ms.p99", millis.percentile(0.99), "ms", GOAL_MS, against, rounds),
                Figure.atMost(
                        "api.event_fanout_ms.max",
                        new Samples(last).percentile(1),
                        "ms",
                        GOAL_MS,
                        "the last stream of the slowest verdict; median of the last streams %.0f ms"
                                .formatted(new Samples(last).median()),
                        rounds));
    }
}
