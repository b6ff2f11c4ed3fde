package org.codearena.server.operations;

import org.jdbi.v3.core.Handle;

/**
 * Small things to count, all in tables or parts of an index that are small themselves.
 *
 * @param outboxOldestMs age of the message that has waited longest for the broker; 0 when none waits
 */
record Counts(int outbox, long outboxOldestMs, int imports, int rejudges) {
    static Counts read(Handle handle) {
        return handle.createQuery("""
                        select (select count(*) from outbox) as outbox,
                               (select extract(epoch from now() - min(created_at)) from outbox) as outbox_oldest,
                               (select count(*) from problem_import where state = 'running') as imports,
                               (select count(*) from rejudge r
                                 where r.state = 'open'
                                   and exists (select 1 from rejudgement x
                                                where x.rejudge_id = r.id and x.state not in ('judged', 'cancelled'))) as rejudges""")
                .map((row, _) -> new Counts(
                        row.getInt("outbox"),
                        Math.max(0, Math.round(row.getDouble("outbox_oldest") * 1e3)),
                        row.getInt("imports"),
                        row.getInt("rejudges")))
                .one();
    }
}
