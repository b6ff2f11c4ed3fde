package org.codearena.server.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What waits and what is worked on, from the tables of submissions and rejudgements. Every query reads a partial index of
 * what is not done, and of a long rejudge no more than {@link #MOST} entries, so that none grows with what is stored.
 */
final class Backlog {
    /** Of a line's rejudgements; submissions are bounded when they are accepted. */
    private static final int MOST = 100_000;

    private record Key(String lane, String language) {}

    private record Counted(Key key, String where, long count, long oldestMs) {}

    /**
     * One lane and language.
     *
     * @param backlog in the database, not yet given to the broker
     * @param released given to the broker, not yet claimed
     * @param judging claimed
     * @param oldestMs age of the oldest that no judge has claimed; 0 when there is none
     */
    record Line(String lane, String language, long backlog, long released, long judging, long oldestMs) {}

    private Backlog() {}

    static List<Line> read(Handle handle) {
        List<Counted> all = new ArrayList<>();
        all.addAll(query(handle, """
                select lane, language, 'backlog' as place, count(*) as entries,
                       extract(epoch from now() - min(created_at)) as oldest
                  from submission where state = 'queued' and released_at is null group by lane, language"""));
        all.addAll(query(handle, """
                select lane, language, case state when 'queued' then 'released' else 'judging' end as place,
                       count(*) as entries, extract(epoch from now() - min(created_at)) as oldest
                  from submission where state <> 'judged' and released_at is not null group by 1, 2, 3"""));
        all.addAll(query(handle, """
                with recursive line as (
                    (select lane, language from rejudgement
                      where state = 'queued' and released_at is null order by lane, language limit 1)
                    union all
                    select next.lane, next.language
                      from line cross join lateral (
                           select lane, language from rejudgement
                            where state = 'queued' and released_at is null
                              and (lane, language) > (line.lane, line.language)
                            order by lane, language limit 1) next)
                select line.lane, line.language, 'backlog' as place, counted.entries,
                       (select extract(epoch from now() - r.created_at) from rejudge r where r.id = first.rejudge_id) as oldest
                  from line
                 cross join lateral (
                       select count(*) as entries from (
                           select 1 from rejudgement
                            where state = 'queued' and released_at is null
                              and lane = line.lane and language = line.language limit %d) counted_to) counted
                 cross join lateral (
                       select rejudge_id from rejudgement
                        where state = 'queued' and released_at is null
                          and lane = line.lane and language = line.language
                        order by rejudge_id limit 1) first""".formatted(MOST)));
        all.addAll(query(handle, """
                select lane, language, case state when 'queued' then 'released' else 'judging' end as place,
                       count(*) as entries, extract(epoch from now() - min(released_at)) as oldest
                  from rejudgement where state <> 'judged' and released_at is not null and state <> 'cancelled'
                 group by 1, 2, 3"""));
        return lines(all);
    }

    private static List<Counted> query(Handle handle, String sql) {
        return handle.createQuery(sql).map((row, _) -> counted(row)).list();
    }

    private static Counted counted(ResultSet row) throws SQLException {
        return new Counted(
                new Key(row.getString("lane"), row.getString("language")),
                row.getString("place"),
                row.getLong("entries"),
                Math.max(0, Math.round(row.getDouble("oldest") * 1e3)));
    }

    private static List<Line> lines(List<Counted> all) {
        Map<String, Line> lines = new TreeMap<>();
        for (Counted one : all) {
            Key key = one.key();
            lines.merge(key.lane() + "." + key.language(), line(one), Backlog::sum);
        }
        return List.copyOf(lines.values());
    }

    private static Line line(Counted one) {
        String lane = one.key().lane();
        String language = one.key().language();
        return switch (one.where()) {
            case "backlog" -> new Line(lane, language, one.count(), 0, 0, one.oldestMs());
            case "released" -> new Line(lane, language, 0, one.count(), 0, one.oldestMs());
            default -> new Line(lane, language, 0, 0, one.count(), 0);
        };
    }

    private static Line sum(Line one, Line other) {
        return new Line(
                one.lane(),
                one.language(),
                one.backlog() + other.backlog(),
                one.released() + other.released(),
                one.judging() + other.judging(),
                Math.max(one.oldestMs(), other.oldestMs()));
    }
}
