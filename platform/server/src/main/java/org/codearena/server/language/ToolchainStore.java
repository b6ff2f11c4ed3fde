package org.codearena.server.language;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.codearena.server.infra.Database;

/** The table in which judges write down what they found, so that every server can tell. */
public final class ToolchainStore {
    private final Database database;

    public ToolchainStore(Database database) {
        this.database = database;
    }

    /** What a judge of this language found, in place of what was found before. */
    public void put(Toolchain toolchain) {
        insert(toolchain, """
                        on conflict (language) do update
                           set version = excluded.version, unavailable_reason = excluded.unavailable_reason,
                               checked_at = excluded.checked_at""");
    }

    /** What was found where this language is not judged: better than nothing, and no more. */
    public void putIfUnknown(Toolchain toolchain) {
        insert(toolchain, "on conflict (language) do nothing");
    }

    private void insert(Toolchain toolchain, String onConflict) {
        database.useTransaction(tx -> tx.createUpdate("""
                        insert into toolchain (language, version, unavailable_reason, checked_at)
                        values (:language, :version, :reason, now())
                        """ + onConflict)
                .bind("language", toolchain.language())
                .bind("version", toolchain.version().orElse(null))
                .bind("reason", toolchain.unavailableReason().orElse(null))
                .execute());
    }

    /** By language id; a language that no judge has looked at yet is missing. */
    public Map<String, Toolchain> all() {
        return database.read(handle -> handle.createQuery("select language, version, unavailable_reason from toolchain")
                .map((row, _) -> toolchain(row))
                .collect(Collectors.toMap(Toolchain::language, each -> each)));
    }

    private static Toolchain toolchain(ResultSet row) throws SQLException {
        return new Toolchain(
                row.getString("language"),
                Optional.ofNullable(row.getString("version")),
                Optional.ofNullable(row.getString("unavailable_reason")));
    }
}
