package org.codearena.server.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.http.Json;
import org.jdbi.v3.core.Handle;

/** The table of users. */
final class UserStore {
    private static final String COLUMNS = "id, username, password_hash, role, disabled, created_at";

    /** False when the name is taken, in whatever case. */
    boolean insert(Handle tx, User user) {
        return tx.createUpdate("""
                        insert into users (id, username, password_hash, role, created_at)
                        values (:id, :username, :hash, :role, :now)
                        on conflict do nothing""")
                        .bind("id", user.id())
                        .bind("username", user.username())
                        .bind("hash", user.passwordHash())
                        .bind("role", Json.wireName(user.role()))
                        .bind("now", user.createdAt())
                        .execute()
                == 1;
    }

    Optional<User> find(Handle handle, UUID id) {
        return handle.createQuery("select " + COLUMNS + " from users where id = :id")
                .bind("id", id)
                .map((row, _) -> user(row))
                .findOne();
    }

    Optional<User> find(Handle handle, String username) {
        return handle.createQuery("select " + COLUMNS + " from users where lower(username) = :name")
                .bind("name", username.toLowerCase(Locale.ROOT))
                .map((row, _) -> user(row))
                .findOne();
    }

    /** By name, those after the one given, whose names contain the text. */
    List<User> search(Handle handle, String text, String after, int limit) {
        return handle.createQuery("select " + COLUMNS + """
                          from users
                         where lower(username) like :text and lower(username) > :after
                         order by lower(username) limit :limit""")
                .bind("text", "%" + text.toLowerCase(Locale.ROOT).replaceAll("([%_\\\\])", "\\\\$1") + "%")
                .bind("after", after.toLowerCase(Locale.ROOT))
                .bind("limit", limit)
                .map((row, _) -> user(row))
                .list();
    }

    void setPassword(Handle tx, UUID id, String hash) {
        tx.createUpdate("update users set password_hash = :hash where id = :id")
                .bind("hash", hash)
                .bind("id", id)
                .execute();
    }

    void setRights(Handle tx, UUID id, Role role, boolean disabled) {
        tx.createUpdate("update users set role = :role, disabled = :disabled where id = :id")
                .bind("role", Json.wireName(role))
                .bind("disabled", disabled)
                .bind("id", id)
                .execute();
    }

    /** Those who can administer, each row locked: two who disable each other at once must not both succeed. */
    List<UUID> lockAdmins(Handle tx) {
        return tx.createQuery("select id from users where role = 'admin' and not disabled order by id for update")
                .mapTo(UUID.class)
                .list();
    }

    /** Holds off other replicas that want to make the first admin as well, until the transaction ends. */
    void lockFirstAdmin(Handle tx) {
        tx.execute("select pg_advisory_xact_lock(hashtext('identity.first_admin'))");
    }

    static User user(ResultSet row) throws SQLException {
        return new User(
                row.getObject("id", UUID.class),
                row.getString("username"),
                row.getString("password_hash"),
                role(row.getString("role")),
                row.getBoolean("disabled"),
                instant(row, "created_at").orElseThrow());
    }

    static Role role(String stored) {
        return Role.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
