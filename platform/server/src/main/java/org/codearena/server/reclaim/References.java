package org.codearena.server.reclaim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.codearena.server.infra.Blobs;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Which blobs some row names. It knows no feature's tables: whatever looks like a blob's name in any text or JSON of the database
 * is taken for one, so that a table which is added later is looked at without anybody thinking of it. Too much may be kept that way,
 * never too little.
 */
final class References {
    private static final int BATCH = 1_000;
    /** The column's name is the catalogue's, quoted by it; the table's own list of what is unreferenced names nothing. */
    private static final String COLUMNS = """
            select format('%I.%I', table_schema, table_name) as place, format('%I', column_name) as name
            from information_schema.columns join information_schema.tables using (table_schema, table_name)
            where table_type = 'BASE TABLE' and table_schema in (current_schema(), <schemas>) and table_name <> 'unreferenced_blob'
              and data_type in ('text', 'character varying', 'json', 'jsonb')""";

    private final List<String> schemas;

    /** @param schemas others than the usual one in which rows may name blobs */
    References(List<String> schemas) {
        this.schemas = List.copyOf(schemas);
    }

    /** A blob that has been unreferenced for long. */
    record Unreferenced(String sha256, Instant since) {}

    /**
     * Looks at all blobs and all rows, and writes down which blobs are unreferenced, and since when. To be called first in a transaction
     * that sees one state of all tables.
     */
    void look(Handle tx, Blobs blobs, Instant now) {
        list(tx, blobs);
        mark(tx);
        tx.createUpdate("""
                        delete from unreferenced_blob u
                        where exists (select from named n where n.sha256 = u.sha256)
                           or not exists (select from stored s where s.sha256 = u.sha256)""").execute();
        tx.createUpdate("""
                        insert into unreferenced_blob (sha256, since)
                        select sha256, :now from stored s
                        where not exists (select from named n where n.sha256 = s.sha256)
                        on conflict do nothing""").bind("now", now.atOffset(ZoneOffset.UTC)).execute();
    }

    private static void list(Handle tx, Blobs blobs) {
        tx.execute("create temporary table stored (sha256 text primary key) on commit drop");
        try (PreparedBatch batch = tx.prepareBatch("insert into stored values (:sha256) on conflict do nothing")) {
            blobs.list(sha256 -> {
                batch.bind("sha256", sha256).add();
                if (batch.size() == BATCH) {
                    batch.execute();
                }
            });
            batch.execute();
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    private void mark(Handle tx) {
        String names = tx.createQuery(COLUMNS)
                .bindList("schemas", schemas)
                .map((row, _) -> names(row.getString("place"), row.getString("name")))
                .collect(Collectors.joining(" union "));
        tx.execute("create temporary table named on commit drop as select distinct sha256 from (" + names + ") names");
        tx.execute("create index on named (sha256); analyze named; analyze stored");
    }

    private static String names(String place, String column) {
        return "select found[1] as sha256 from " + place + ", regexp_matches(" + column
                + "::text, '[0-9a-f]{64}', 'g') as found where length(" + column + "::text) >= 64";
    }

    /** Those that were unreferenced at every look since then. */
    List<Unreferenced> unreferencedSince(Handle tx, Instant before) {
        return tx.createQuery("select sha256, since from unreferenced_blob where since <= :before order by since")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .map((row, _) -> new Unreferenced(
                        row.getString("sha256"), row.getTimestamp("since").toInstant()))
                .list();
    }

    void forget(Handle tx, String sha256) {
        tx.createUpdate("delete from unreferenced_blob where sha256 = :sha256")
                .bind("sha256", sha256)
                .execute();
    }
}
