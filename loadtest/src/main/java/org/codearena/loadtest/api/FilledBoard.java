package org.codearena.loadtest.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.codearena.loadtest.load.target.Answer;
import org.codearena.loadtest.load.target.Client;
import org.codearena.loadtest.load.target.TargetException;
import org.codearena.loadtest.load.target.Trouble;
import org.codearena.server.infra.Cache;
import org.codearena.server.kernel.Secret;

/** A leaderboard with many users: their standings are in the database, and the server makes the board of them itself. */
final class FilledBoard implements AutoCloseable {
    private static final String[] KEYS = {"board:all", "board:all:whole", "board:all:versions"};
    private static final String FIRST_PAGE = "/api/v1/leaderboard?limit=1";

    private static final int TRIES = 5;

    private final UnderTest installation;
    private final double rebuildSeconds;

    private FilledBoard(UnderTest installation, double rebuildSeconds) {
        this.installation = installation;
        this.rebuildSeconds = rebuildSeconds;
    }

    /** With so many of these visitors, beside whoever is on the board. */
    static FilledBoard of(UnderTest installation, Visitors visitors, int users) throws IOException, SQLException {
        visitors.crowd(users);
        visitors.execute("""
                insert into standing (user_id, solved, score, last_accepted_at)
                select id, 1 + floor(random() * 300)::int, 1 + floor(random() * 900)::int,
                       now() - random() * interval '365 days'
                  from users where id in (%s)""".formatted(visitors.ids()));
        visitors.execute("analyze standing");
        forget(installation);
        long started = System.nanoTime();
        rebuild(installation);
        return new FilledBoard(installation, (System.nanoTime() - started) / 1e9);
    }

    /** How long the first page took after the board was lost. */
    double rebuildSeconds() {
        return rebuildSeconds;
    }

    /** A board of a million users may take the server longer than a client waits for one answer. */
    private static void rebuild(UnderTest installation) throws IOException {
        Optional<String> trouble = Optional.of("");
        try (Client client = new Client(installation.url(), 1)) {
            for (int tries = 0; tries < TRIES && trouble.isPresent(); tries++) {
                trouble = trouble(client);
            }
        }
        if (trouble.isPresent()) {
            throw new TargetException("the board was not built: " + FIRST_PAGE + " answers " + trouble.get());
        }
    }

    private static Optional<String> trouble(Client client) {
        try {
            Answer answer = client.get(FIRST_PAGE, "");
            return answer.ok() ? Optional.empty() : Optional.of(answer.status() + ": " + answer.text());
        } catch (IOException broken) {
            return Optional.of(Trouble.of(broken));
        }
    }

    private static void forget(UnderTest installation) throws IOException {
        try (Cache cache = cache(installation.data())) {
            cache.redis().getKeys().unlink(KEYS);
        }
    }

    /** The cache of an installation that has its own. */
    static Cache cache(Path data) throws IOException {
        Path redis = data.resolve("redis");
        return new Cache(new Cache.Address(
                "redis://127.0.0.1:" + Files.readString(redis.resolve("port")).strip(),
                new Secret(Files.readString(redis.resolve("password")).strip())));
    }

    /** The board is made anew when it is asked for again, without those who have left by then. */
    @Override
    public void close() throws IOException {
        forget(installation);
    }
}
