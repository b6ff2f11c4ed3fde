package org.codearena.loadtest.load.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database of an installation whose data directory is on this machine: what the API says is computed anew from what is
 * stored. Reads only. It may go away and come back: each question is asked on a connection that works, or fails. For one thread.
 */
public final class LocalDatabase implements AutoCloseable {
    private static final String DEPTH = """
            select count(*) filter (where state = 'queued' and released_at is null) as backlog,
                   count(*) filter (where state = 'queued' and released_at is not null) as queued,
                   count(*) filter (where state in ('compiling', 'running')) as judging
              from submission where state <> 'judged'""";

    private static final String OUTCOMES =
            "select id::text, state || ' ' || coalesce(verdict, '') from submission where id::text = any(?)";

    private static final String ATTEMPTS = """
            select count(*) filter (where judgements > 1), count(*) filter (where judgements = 0),
                   coalesce(sum(greatest(attempt - attempts_set_aside - 1, 0)), 0), coalesce(sum(attempts_set_aside), 0)
              from (select attempt, attempts_set_aside,
                           (select count(*) from judgement j where j.submission_id = s.id and why = 'judged') as judgements
                      from submission s where id = any(?::uuid[])) each""";

    /** Each counts what is not as it must be. */
    private static final Map<String, String> CHECKS = checks();

    /** Of a look in passing, which is to hold nobody up. */
    private static final int LOOK_MILLIS = 2_000;

    private static final int QUESTION_MILLIS = 60_000;
    private static final String PATIENCE = "?loginTimeout=5&connectTimeout=5";

    private final Path directory;
    private @Nullable Connection connection;

    private LocalDatabase(Path directory) {
        this.directory = directory;
    }

    /** Empty where there is no such database, as when the installation uses one elsewhere. */
    public static Optional<LocalDatabase> of(Path data) throws IOException {
        Path directory = data.resolve("postgres");
        if (!Files.isReadable(directory.resolve("port"))) {
            return Optional.empty();
        }
        LocalDatabase database = new LocalDatabase(directory);
        try {
            database.ask(QUESTION_MILLIS, Connection::isReadOnly);
            return Optional.of(database);
        } catch (SQLException away) {
            throw new TargetException("cannot look into the database of " + data + ": " + away.getMessage(), away);
        }
    }

    /** A connection that may change what is stored; likewise. */
    public static Optional<Connection> connect(Path data) throws IOException {
        Path directory = data.resolve("postgres");
        if (!Files.isReadable(directory.resolve("port"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(directory, ""));
        } catch (SQLException away) {
            throw new TargetException("cannot connect to the database of " + data + ": " + away.getMessage(), away);
        }
    }

    private interface Question<A> {
        A of(Connection connection) throws SQLException;
    }

    /** A connection that failed is given up, and the next question opens another. */
    private <A> A ask(int millis, Question<A> question) throws SQLException {
        try {
            Connection open = connection == null ? open() : connection;
            connection = open;
            open.setNetworkTimeout(Runnable::run, millis);
            return question.of(open);
        } catch (IOException unreadable) {
            throw new SQLException(unreadable);
        } catch (SQLException failed) {
            giveUp(failed);
            throw failed;
        }
    }

    private Connection open() throws SQLException, IOException {
        Connection opened = open(directory, PATIENCE);
        opened.setReadOnly(true);
        return opened;
    }

    private static Connection open(Path directory, String properties) throws SQLException, IOException {
        String port = Files.readString(directory.resolve("port")).strip();
        String password = Files.readString(directory.resolve("password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/codearena" + properties, "codearena", password);
    }

    private void giveUp(SQLException failed) {
        try {
            close();
        } catch (IOException another) {
            failed.addSuppressed(another);
        }
    }

    private static Map<String, String> checks() {
        Map<String, String> checks = new LinkedHashMap<>();
        checks.put("verdicts that came from judging twice", """
                select count(*) from (
                    select submission_id from judgement where why = 'judged'
                     group by submission_id having count(*) > 1) twice""");
        checks.put("judged submissions that are not counted", """
                select count(*) from submission s
                 where problem_id is not null and state = 'judged' and verdict <> 'judge-error'
                   and not exists (select 1 from counted c where c.submission_id = s.id)""");
        checks.put("users and problems of which one table says solved and the submissions do not, or the reverse", """
                with accepted as (
                    select distinct user_id, problem_id from submission
                     where state = 'judged' and verdict = 'accepted' and problem_id is not null)
                select count(*) from accepted a full join solved s using (user_id, problem_id)
                 where a.user_id is null or s.user_id is null
                    or not exists (select 1 from accepted b where b.user_id = s.user_id and b.problem_id = s.problem_id)""");
        checks.put("standings that are not the sum of what was solved", """
                with sums as (
                    select user_id, count(*) as solved,
                           sum(case p.difficulty when 'hard' then 5 when 'medium' then 3 else 1 end) as score
                      from solved join problem p on p.id = problem_id group by user_id)
                select count(*) from sums a full join standing b using (user_id)
                 where coalesce(a.solved, 0) <> coalesce(b.solved, 0) or coalesce(a.score, 0) <> coalesce(b.score, 0)""");
        checks.put("problems whose counters are not those of their submissions", """
                with counts as (
                    select problem_id, count(*) as judged, count(*) filter (where verdict = 'accepted') as accepted
                      from submission where state = 'judged' and verdict <> 'judge-error' group by problem_id)
                select count(*) from problem p left join counts c on c.problem_id = p.id
                 where p.judged <> coalesce(c.judged, 0) or p.accepted <> coalesce(c.accepted, 0)""");
        checks.put("messages that the broker was never given", """
                select count(*) from outbox where created_at < now() - interval '30 seconds'""");
        return checks;
    }

    /** How many submissions are where on their way: in the backlog, with the broker, being judged. */
    public Map<String, Double> depth() throws SQLException {
        return ask(LOOK_MILLIS, LocalDatabase::depth);
    }

    private static Map<String, Double> depth(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DEPTH)) {
            row.next();
            Map<String, Double> depth = new LinkedHashMap<>();
            depth.put("backlog", row.getDouble("backlog"));
            depth.put("queued", row.getDouble("queued"));
            depth.put("judging", row.getDouble("judging"));
            return depth;
        }
    }

    /** What is not as it must be, and how often; all of it. Effects follow verdicts with a moment's delay. */
    public Map<String, Long> differences() throws SQLException {
        return ask(QUESTION_MILLIS, LocalDatabase::differences);
    }

    private static Map<String, Long> differences(Connection connection) throws SQLException {
        Map<String, Long> differences = new LinkedHashMap<>();
        for (Map.Entry<String, String> check : CHECKS.entrySet()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(check.getValue())) {
                row.next();
                differences.put(check.getKey(), row.getLong(1));
            }
        }
        return differences;
    }

    /** The state of each of these submissions, and its verdict or nothing, with a blank between. */
    public Map<String, String> outcomes(Collection<String> ids) throws SQLException {
        return ask(QUESTION_MILLIS, connection -> {
            Map<String, String> outcomes = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(OUTCOMES)) {
                statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        outcomes.put(row.getString(1), row.getString(2));
                    }
                }
            }
            return outcomes;
        });
    }

    /**
     * How often submissions were tried.
     *
     * @param judgedTwice have more than one verdict that came from judging
     * @param lost attempts that came to nothing and were not handed back: their judge was gone, or at fault
     * @param handedBack attempts that a judge broke off in order, as it was about to end
     */
    public record Attempts(int submissions, long judgedTwice, long notJudged, long lost, long handedBack) {}

    /** Of these submissions, all that there were. */
    public Attempts attempts(Collection<String> ids) throws SQLException {
        return ask(QUESTION_MILLIS, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ATTEMPTS)) {
                statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return new Attempts(ids.size(), row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
                }
            }
        });
    }

    @Override
    public void close() throws IOException {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }
}
