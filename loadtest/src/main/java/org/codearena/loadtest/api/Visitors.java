package org.codearena.loadtest.api;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.codearena.loadtest.load.target.Person;
import org.codearena.server.kernel.Sha256;

/**
 * People who are put into the database as they are, with tokens: to register takes a password's time, and there is a limit to
 * how many do so at once. They leave with all that they sent; those of a bench that was broken off, when the next one comes.
 */
final class Visitors implements AutoCloseable {
    private static final int TOKEN_BYTES = 32;
    private static final List<String> OF_SUBMISSIONS = List.of("counted", "judgement", "submission_file");
    private static final List<String> OF_USERS = List.of("submission", "solved", "standing", "idempotency");

    private static final String PREFIX = "bench-";
    /** In place of a password's hash: none fits, and people who are called alike stay. */
    private static final String NO_PASSWORD = "none";

    private final Connection database;
    private final String prefix = PREFIX + Long.toString(System.nanoTime(), 36) + "-";

    private Visitors(Connection database) {
        this.database = database;
    }

    /** Of this database; nobody yet. */
    static Visitors of(Connection database) throws SQLException {
        Visitors visitors = new Visitors(database);
        visitors.dismiss(ids(PREFIX));
        return visitors;
    }

    /** So many more, without a way in. */
    void crowd(int count) throws SQLException {
        insert(prefix + "x" + System.nanoTime() + "-", "user", count);
    }

    /** So many more, each with a token. */
    List<Person> gather(String role, int count) throws SQLException {
        insert(prefix + role, role, count);
        List<Person> people = new ArrayList<>();
        try (PreparedStatement token = database.prepareStatement("""
                insert into access_token (id, user_id, name, token_sha256, created_at)
                select gen_random_uuid(), id, 'bench', ?, now() from users where username = ?""")) {
            for (int number = 1; number <= count; number++) {
                Person person = new Person(prefix + role + number, token(), "");
                token.setBytes(1, Sha256.digest().digest(person.token().getBytes(StandardCharsets.UTF_8)));
                token.setString(2, person.username());
                token.addBatch();
                people.add(person);
            }
            token.executeBatch();
        }
        return people;
    }

    private void insert(String names, String role, int count) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
                insert into users (id, username, password_hash, role, created_at)
                select gen_random_uuid(), ? || n, ?, ?, now() from generate_series(1, ?) n""")) {
            insert.setString(1, names);
            insert.setString(2, NO_PASSWORD);
            insert.setString(3, role);
            insert.setInt(4, count);
            insert.execute();
        }
        execute("analyze users");
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return "cat_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Which of the users they are, for a condition in SQL. */
    String ids() {
        return ids(prefix);
    }

    private static String ids(String prefix) {
        return "select id from users where username like '" + prefix + "%' and password_hash = '" + NO_PASSWORD + "'";
    }

    /** How many submissions of theirs are stored. */
    long submissions() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from submission where user_id in (" + ids() + ")")) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        dismiss(ids());
        execute("vacuum (analyze) users, submission, submission_file, judgement, counted, solved, standing");
    }

    private void dismiss(String ids) throws SQLException {
        // What took effect is in the counters of its problem, which keep to what is stored.
        execute("""
                update problem p set judged = p.judged - gone.judged, accepted = p.accepted - gone.accepted
                  from (select problem_id, count(*) as judged, count(*) filter (where c.accepted) as accepted
                          from counted c join submission s on s.id = c.submission_id
                         where user_id in (%s) group by problem_id) gone
                 where p.id = gone.problem_id""".formatted(ids));
        for (String table : OF_SUBMISSIONS) {
            execute("delete from %s where submission_id in (select id from submission where user_id in (%s))"
                    .formatted(table, ids));
        }
        for (String table : OF_USERS) {
            execute("delete from %s where user_id in (%s)".formatted(table, ids));
        }
        execute("delete from users where id in (" + ids + ")");
    }
}
