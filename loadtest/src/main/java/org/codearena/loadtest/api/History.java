package org.codearena.loadtest.api;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codearena.loadtest.load.target.TargetException;

/**
 * Submissions of long ago, put into the database as judging would have left them: of many people, over a year, with their
 * sources, judgements and what they brought to the boards. One in a hundred is a run on an input of its sender's own.
 */
final class History {
    /** Tables that have a row for each submission, or nearly so. */
    static final List<String> LARGE =
            List.of("submission", "submission_file", "judgement", "counted", "solved", "users");

    private static final int SUBMISSIONS_PER_USER = 20;
    /** They are made together in the order of their time, so that ids grow with it, as they do where they are made one by one. */
    private static final int AT_ONCE = 50_000;

    private static final String MAKE = """
            create temporary table made as
            select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3)
                    || '8' || substr(hash, 4, 15))::uuid as id,
                   people.ids[1 + mod(n * 7919, cardinality(people.ids))::int] as user_id,
                   case when mod(n, 100) > 0 then p.id end as problem_id,
                   case when mod(n, 100) > 0 then p.version_id end as version_id,
                   (array['accepted', 'wrong-answer', 'accepted', 'wrong-answer', 'time-limit-exceeded', 'accepted',
                          'run-time-error', 'wrong-answer', 'compile-error'])[1 + mod(n, 9)::int] as verdict,
                   case when mod(n, 100) > 0 then at else now() end as at
              from generate_series(cast(? as bigint), ?) n
             cross join lateral (select md5(n::text) as hash,
                                        now() - interval '400 days' + n * interval '30 seconds' as at) drawn
             cross join (select array_agg(id order by id) as ids from users where id in (PEOPLE)) people
             cross join (select id, version_id from problem where slug = ? and deleted_at is null) p""";

    private static final List<String> FILL = List.of("""
            insert into submission (id, user_id, problem_id, problem_version_id, lane, language, state, attempt, released_at,
                                    not_before, created_at, judged_at, verdict, score, time_ms, memory_bytes)
            select id, user_id, problem_id, version_id, 'practice', 'python', 'judged', 1, at, at, at, at, verdict, null, 12,
                   9000000
              from made""", """
            insert into submission_file (submission_id, path, position, content)
            select id, 'main.py', 0, convert_to(repeat('print(sum(map(int, input().split())))' || chr(10), 6), 'UTF8')
              from made""", """
            insert into judgement (submission_id, attempt, verdict, time_ms, memory_bytes, compiler_output, tests, judged_at)
            select id, 1, verdict, 12, 9000000, '', '[]', at from made""", """
            insert into counted (submission_id, accepted)
            select id, verdict = 'accepted' from made where problem_id is not null""", """
            insert into solved (user_id, problem_id, submission_id, solved_at)
            select distinct on (user_id) user_id, problem_id, id, at from made
             where problem_id is not null and verdict = 'accepted' order by user_id, at
                on conflict do nothing""", "drop table made");

    private final UnderTest installation;
    private final Visitors visitors;
    private final String problem;
    private int stored;
    private int people;

    History(UnderTest installation, Visitors visitors, String problem) {
        this.installation = installation;
        this.visitors = visitors;
        this.problem = problem;
    }

    /** Makes more of it until there are so many. */
    void growTo(int size) throws SQLException {
        while (stored < size) {
            int until = Math.min(size, stored + AT_ONCE);
            int needed = Math.max(1, until / SUBMISSIONS_PER_USER);
            visitors.crowd(needed - people);
            people = needed;
            append(stored + 1, until);
            stored = until;
            System.err.printf("%,d of %,d submissions stored%n", stored, size);
        }
        visitors.execute("vacuum (analyze) " + String.join(", ", LARGE));
    }

    private void append(int from, int to) throws SQLException {
        try (PreparedStatement make =
                installation.database().prepareStatement(MAKE.replace("PEOPLE", visitors.ids()))) {
            make.setInt(1, from);
            make.setInt(2, to);
            make.setString(3, problem);
            if (make.executeUpdate() == 0) {
                throw new TargetException("there is no problem '" + problem + "' to submit for");
            }
        }
        for (String step : FILL) {
            visitors.execute(step);
        }
    }

    /** How many rows of the large tables were read one after the other so far, instead of through an index. */
    Map<String, Long> scannedRows() throws SQLException {
        Map<String, Long> scanned = new LinkedHashMap<>();
        // What this very connection has noted is told to the others by the end of a transaction at the latest.
        visitors.execute("select pg_stat_clear_snapshot()");
        try (Statement statement = installation.database().createStatement();
                ResultSet row = statement.executeQuery(
                        "select relname, seq_tup_read from pg_stat_user_tables order by relname")) {
            while (row.next()) {
                if (LARGE.contains(row.getString(1))) {
                    scanned.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return scanned;
    }
}
