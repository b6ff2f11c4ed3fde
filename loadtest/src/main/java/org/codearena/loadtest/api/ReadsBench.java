package org.codearena.loadtest.api;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.target.Answer;
import org.codearena.loadtest.load.target.Client;
import org.codearena.loadtest.load.target.TargetException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How fast boards and problem pages are read. */
@Command(
        name = "reads",
        description =
                "Measures boards and problem pages at an open rate, half and half, by people who are not signed in.",
        mixinStandardHelpOptions = true)
public final class ReadsBench implements Callable<Integer> {
    private static final double GOAL_MS = 30;
    private static final int CONNECTIONS = 256;
    private static final String BOARD = "/api/v1/leaderboard";
    private static final String PROBLEMS = "/api/v1/problems";

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Option(names = "--rate", defaultValue = "3000", description = "per second; default ${DEFAULT-VALUE}")
    private double rate = 3_000;

    @Option(names = "--seconds", defaultValue = "30", description = "that count; default ${DEFAULT-VALUE}")
    private int seconds = 30;

    @Option(names = "--warm-up", defaultValue = "10", description = "seconds before that; default ${DEFAULT-VALUE}")
    private int warmUp = 10;

    @Option(names = "--users", defaultValue = "1000", description = "on the board; default ${DEFAULT-VALUE}")
    private int users = 1_000;

    @Override
    public Integer call() throws Exception {
        // A new installation may have no problem yet.
        SampleSubmission.prepare(options.data());
        try (UnderTest installation = options.installation();
                Client client = new Client(installation.url(), CONNECTIONS);
                Visitors visitors = Visitors.of(installation.database());
                FilledBoard _ = FilledBoard.of(installation, visitors, users)) {
            return options.report(figures(installation, client));
        }
    }

    private List<Figure> figures(UnderTest installation, Client client) throws IOException, SQLException {
        List<String> problems = problems(client);
        OpenRate load = new OpenRate(rate, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), 1);
        return load.run(installation, random -> {
                    String path = path(problems, random);
                    return () -> client.get(path, "");
                })
                .figures("api.reads", rate, GOAL_MS);
    }

    private static String path(List<String> problems, RandomGenerator random) {
        return random.nextBoolean() ? BOARD : problems.get(random.nextInt(problems.size()));
    }

    private static List<String> problems(Client client) throws IOException {
        Answer answer = client.get(PROBLEMS + "?limit=100", "");
        if (!answer.ok()) {
            throw new TargetException(PROBLEMS + " answers " + answer.status() + ": " + answer.text());
        }
        return answer.json()
                .path("items")
                .valueStream()
                .map((JsonNode item) -> PROBLEMS + "/" + item.path("slug").asString())
                .toList();
    }
}
