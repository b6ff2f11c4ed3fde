package org.codearena.loadtest.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.JavaHeap;
import org.codearena.loadtest.load.target.Answer;
import org.codearena.loadtest.load.target.Client;
import org.codearena.loadtest.load.target.Person;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast submissions are accepted, each stored durably before it is answered. */
@Command(
        name = "accept",
        description = {
            "Measures how submissions are accepted at an open rate: latency from the intended start, and the server's memory.",
            "The judge's runner is held still meanwhile, so that all wait in the backlog; the bounds are the usual ones, which"
                    + " is why many people submit. What they sent is deleted at the end."
        },
        mixinStandardHelpOptions = true)
public final class AcceptBench implements Callable<Integer> {
    private static final double GOAL_MS = 100;
    private static final double HEAP_GOAL_MIB = 16;
    private static final int CONNECTIONS = 256;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Option(names = "--rate", defaultValue = "1000", description = "per second; default ${DEFAULT-VALUE}")
    private double rate = 1_000;

    @Option(names = "--seconds", defaultValue = "30", description = "that count; default ${DEFAULT-VALUE}")
    private int seconds = 30;

    @Option(names = "--warm-up", defaultValue = "10", description = "seconds before that; default ${DEFAULT-VALUE}")
    private int warmUp = 10;

    @Option(names = "--people", defaultValue = "200", description = "who submit; default ${DEFAULT-VALUE}")
    private int people = 200;

    @Override
    public Integer call() throws Exception {
        SampleSubmission sample = SampleSubmission.prepare(options.data());
        try (UnderTest installation = options.installation();
                Client client = new Client(installation.url(), CONNECTIONS);
                // Released when the people are gone, with all that would have to be judged.
                PausedRunner _ = PausedRunner.of(installation.pid());
                Visitors visitors = Visitors.of(installation.database())) {
            return options.report(figures(installation, client, visitors, sample));
        }
    }

    private List<Figure> figures(UnderTest installation, Client client, Visitors visitors, SampleSubmission sample)
            throws IOException, InterruptedException, SQLException {
        List<Person> crowd = visitors.gather("user", people);
        byte[] body = sample.json().getBytes(StandardCharsets.UTF_8);
        AtomicLong accepted = new AtomicLong();
        OpenRate.Calls submit = random -> submit(client, body, crowd.get(random.nextInt(people)), accepted);
        // Code that is compiled and pools that are filled are not what grows.
        rate(warmUp).run(installation, submit);
        double heapBefore = JavaHeap.kib(installation.pid()) / 1024.0;
        double residentBefore = installation.residentMib();
        OpenRate.Result result = rate(seconds).run(installation, submit);
        double resident = installation.residentMib();
        double heap = JavaHeap.kib(installation.pid()) / 1024.0;
        List<Figure> figures = new ArrayList<>(result.figures("api.accept", rate, GOAL_MS));
        figures.add(Figure.atMost(
                "api.accept_lost",
                (double) (accepted.get() - visitors.submissions()),
                "",
                0,
                "%d answered with 202, %d of their rows stored".formatted(accepted.get(), visitors.submissions()),
                1));
        figures.add(Figure.atMost(
                "api.accept_heap_growth_mib",
                heap - heapBefore,
                "MiB",
                HEAP_GOAL_MIB,
                "the server's heap after a collection, %.0f MiB before".formatted(heapBefore),
                1));
        figures.add(Figure.plain(
                "api.accept_resident_growth_mib",
                resident - residentBefore,
                "MiB",
                "what is resident of the server, %.0f MiB before".formatted(residentBefore),
                1));
        return figures;
    }

    private OpenRate rate(int howLong) {
        return new OpenRate(rate, Duration.ZERO, Duration.ofSeconds(howLong), 1);
    }

    private static OpenRate.Call submit(Client client, byte[] body, Person person, AtomicLong accepted) {
        return () -> {
            Answer answer = client.post("/submissions", person.token(), body);
            if (answer.status() == 202) {
                accepted.incrementAndGet();
            }
            return answer;
        };
    }
}
