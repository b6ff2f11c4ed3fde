package org.codearena.loadtest.api;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.target.Client;
import org.codearena.loadtest.load.target.Person;
import org.codearena.loadtest.load.target.Sample;
import org.codearena.server.infra.http.Cursor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a page of a very large board costs the server. */
@Command(
        name = "board",
        description = {
            "Measures pages of a board with very many users, by the server's own histogram: the first page, pages at any depth,",
            "and the page around a user. The users are put into the database, and removed at the end."
        },
        mixinStandardHelpOptions = true)
public final class BoardBench implements Callable<Integer> {
    private static final double GOAL_MS = 10;
    private static final String ROUTE = "/api/v1/leaderboard";
    private static final int CONNECTIONS = 64;
    private static final int AROUND = 100;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Option(names = "--users", defaultValue = "1000000", description = "on the board; default ${DEFAULT-VALUE}")
    private int users = 1_000_000;

    @Option(names = "--rate", defaultValue = "100", description = "pages per second; default ${DEFAULT-VALUE}")
    private double rate = 100;

    @Option(names = "--seconds", defaultValue = "20", description = "that count; default ${DEFAULT-VALUE}")
    private int seconds = 20;

    @Override
    public Integer call() throws Exception {
        try (UnderTest installation = options.installation();
                Client client = new Client(installation.url(), CONNECTIONS);
                Visitors visitors = Visitors.of(installation.database())) {
            List<Person> people = visitors.gather("user", AROUND);
            try (FilledBoard board = FilledBoard.of(installation, visitors, users)) {
                return options.report(figures(installation, client, people, board));
            }
        }
    }

    private List<Figure> figures(UnderTest installation, Client client, List<Person> people, FilledBoard board)
            throws IOException, InterruptedException {
        OpenRate.Calls pages = random -> switch (random.nextInt(3)) {
            case 0 -> page(client, "", "");
            case 1 -> page(client, "?after=" + Cursor.of(random.nextInt(users)).text(), "");
            default ->
                page(
                        client,
                        "?around=me",
                        people.get(random.nextInt(people.size())).token());
        };
        load(Math.max(1, seconds / 4)).run(installation, pages);
        Buckets before = Buckets.of(installation.metrics(), ROUTE);
        OpenRate.Result result = load(seconds).run(installation, pages);
        List<Sample> samples = installation.metrics();
        Buckets took = Buckets.of(samples, ROUTE).since(before);
        return List.of(
                Figure.atMost(
                        "api.board_page_ms.p99",
                        took.millis(0.99),
                        "ms",
                        GOAL_MS,
                        "in the server, %.0f pages of %,d users; at the client %s"
                                .formatted(took.count(), users, result.against()),
                        1),
                Figure.atMost(
                        "api.board_refused",
                        (double) result.refused(),
                        "",
                        0,
                        result.troubles().toString(),
                        1),
                Figure.plain(
                        "api.board_rebuild_s",
                        board.rebuildSeconds(),
                        "s",
                        "the first page after the cache has lost the board",
                        1));
    }

    private OpenRate load(int howLong) {
        return new OpenRate(rate, Duration.ZERO, Duration.ofSeconds(howLong), 1);
    }

    private static OpenRate.Call page(Client client, String query, String token) {
        return () -> client.get(ROUTE + query, token);
    }
}
