package org.codearena.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of personal access tokens. */
final class TokenStore {
    private static final Duration SHOWN_EXPIRED = Duration.ofDays(30);

    /** A token that is alive and its user. */
    record Use(UUID id, User user, Optional<Instant> expiresAt, Optional<Instant> lastUsedAt) {}

    /** A token as its owner sees it. */
    record Listed(
            UUID id,
            String name,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    void insert(Handle tx, UUID id, UUID user, String name, byte[] token, Instant now, @Nullable Instant expiresAt) {
        tx.createUpdate("""
                        insert into access_token (id, user_id, name, token_sha256, created_at, expires_at)
                        values (:id, :user, :name, :token, :now, :expires)""")
                .bind("id", id)
                .bind("user", user)
                .bind("name", name)
                .bind("token", token)
                .bind("now", now)
                .bind("expires", expiresAt)
                .execute();
    }

    int count(Handle handle, UUID user) {
        return handle.createQuery("select count(*) from access_token where user_id = :user")
                .bind("user", user)
                .mapTo(Integer.class)
                .one();
    }

    List<Listed> list(Handle handle, UUID user, Optional<UUID> after, int limit) {
        return handle.createQuery("""
                        select id, name, created_at, expires_at, last_used_at from access_token
                         where user_id = :user and id > :after order by id limit :limit""")
                .bind("user", user)
                .bind("after", after.orElse(new UUID(0, 0)))
                .bind("limit", limit)
                .map((row, _) -> new Listed(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        UserStore.instant(row, "created_at").orElseThrow(),
                        UserStore.instant(row, "expires_at").orElse(null),
                        UserStore.instant(row, "last_used_at").orElse(null)))
                .list();
    }

    Optional<Use> find(Handle handle, byte[] token, Instant now) {
        return handle.createQuery("""
                        select u.*, t.id as token_id, t.expires_at, t.last_used_at
                          from access_token t join users u on u.id = t.user_id
                         where t.token_sha256 = :token and not u.disabled
                           and (t.expires_at is null or t.expires_at > :now)""")
                .bind("token", token)
                .bind("now", now)
                .map((row, _) -> new Use(
                        row.getObject("token_id", UUID.class),
                        UserStore.user(row),
                        UserStore.instant(row, "expires_at"),
                        UserStore.instant(row, "last_used_at")))
                .findOne();
    }

    void used(Handle tx, UUID id, Instant now) {
        tx.createUpdate("update access_token set last_used_at = :now where id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    /** Those expired for long: until then their owner sees in the list what has stopped working. */
    void purge(Handle tx, Instant now) {
        tx.createUpdate("delete from access_token where expires_at < :before")
                .bind("before", now.minus(SHOWN_EXPIRED))
                .execute();
    }

    boolean delete(Handle tx, UUID user, UUID id) {
        return tx.createUpdate("delete from access_token where id = :id and user_id = :user")
                        .bind("id", id)
                        .bind("user", user)
                        .execute()
                == 1;
    }
}
