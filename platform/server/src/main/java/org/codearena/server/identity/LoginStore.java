package org.codearena.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The tables of logins and of the addresses they came from. */
final class LoginStore {
    /** How long an address counts as one that its user comes from. */
    static final Duration ADDRESSES_KEPT = Duration.ofDays(90);

    /** A login that is alive and its user. */
    record Login(User user, Instant createdAt, Instant renewedAt) {}

    void insert(Handle tx, byte[] token, UUID user, Instant now, Instant expiresAt) {
        tx.createUpdate("""
                        insert into login_session (token_sha256, user_id, created_at, renewed_at, expires_at)
                        values (:token, :user, :now, :now, :expires)""")
                .bind("token", token)
                .bind("user", user)
                .bind("now", now)
                .bind("expires", expiresAt)
                .execute();
    }

    Optional<Login> find(Handle handle, byte[] token, Instant now) {
        return handle.createQuery("""
                        select u.*, l.created_at as login_created_at, l.renewed_at
                          from login_session l join users u on u.id = l.user_id
                         where l.token_sha256 = :token and l.expires_at > :now and not u.disabled""")
                .bind("token", token)
                .bind("now", now)
                .map((row, _) -> new Login(
                        UserStore.user(row),
                        UserStore.instant(row, "login_created_at").orElseThrow(),
                        UserStore.instant(row, "renewed_at").orElseThrow()))
                .findOne();
    }

    void renew(Handle tx, byte[] token, Instant now, Instant expiresAt) {
        tx.createUpdate("update login_session set renewed_at = :now, expires_at = :expires where token_sha256 = :token")
                .bind("now", now)
                .bind("expires", expiresAt)
                .bind("token", token)
                .execute();
    }

    /** The user whose login it was. */
    Optional<UUID> delete(Handle tx, byte[] token) {
        return tx.createQuery("delete from login_session where token_sha256 = :token returning user_id")
                .bind("token", token)
                .mapTo(UUID.class)
                .findOne();
    }

    /** All of a user's logins but one; none is spared when it is none of theirs. */
    void deleteOthers(Handle tx, UUID user, byte[] spared) {
        tx.createUpdate("delete from login_session where user_id = :user and token_sha256 <> :spared")
                .bind("user", user)
                .bind("spared", spared)
                .execute();
    }

    boolean isKnownAddress(Handle handle, String username, byte[] address, Instant since) {
        return handle.createQuery("""
                        select true from known_address k join users u on u.id = k.user_id
                         where lower(u.username) = lower(:name) and k.address_sha256 = :address
                           and k.last_used_at > :since""")
                .bind("name", username)
                .bind("address", address)
                .bind("since", since)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    void rememberAddress(Handle tx, UUID user, byte[] address, Instant now) {
        tx.createUpdate("""
                        insert into known_address (user_id, address_sha256, last_used_at)
                        values (:user, :address, :now)
                        on conflict (user_id, address_sha256) do update set last_used_at = excluded.last_used_at""")
                .bind("user", user)
                .bind("address", address)
                .bind("now", now)
                .execute();
    }

    void purge(Handle tx, Instant now) {
        tx.createUpdate("delete from login_session where expires_at < :now")
                .bind("now", now)
                .execute();
        tx.createUpdate("delete from known_address where last_used_at < :before")
                .bind("before", now.minus(ADDRESSES_KEPT))
                .execute();
    }
}
