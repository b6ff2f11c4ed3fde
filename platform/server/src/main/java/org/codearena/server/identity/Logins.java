package org.codearena.server.identity;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Fault;
import org.jdbi.v3.core.Handle;

/**
 * Logins of browsers and personal access tokens: making them, telling whose one is, ending them. A login slides on with use
 * up to its longest life. Thread-safe.
 */
final class Logins {
    /** How far a login's last renewal may lie back before it is written again: not each request costs a write. */
    private static final Duration RENEW_AFTER = Duration.ofMinutes(5);

    private static final Duration NOTE_USE_AFTER = Duration.ofMinutes(1);

    private final Database database;
    private final InstantSource clock;
    private final IdentityConfig config;
    private final Revocations revocations;
    private final RecentCallers recent;
    private final LoginStore logins = new LoginStore();
    private final TokenStore tokens = new TokenStore();
    private final SecureRandom random = new SecureRandom();
    private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();

    Logins(Database database, InstantSource clock, IdentityConfig config, Revocations revocations) {
        this.database = database;
        this.clock = clock;
        this.config = config;
        this.revocations = revocations;
        this.recent = new RecentCallers(clock, config.remembered());
        revocations.listen(this::forgotten);
    }

    SecretToken begin(Handle tx, UUID user) {
        SecretToken token = SecretToken.session(random);
        Instant now = clock.instant();
        logins.insert(tx, token.sha256(), user, now, expiry(now, now));
        return token;
    }

    SecretToken newAccessToken(Handle tx, UUID id, UUID user, String name, Optional<Instant> expiresAt) {
        SecretToken token = SecretToken.access(random);
        tokens.insert(tx, id, user, name, token.sha256(), clock.instant(), expiresAt.orElse(null));
        return token;
    }

    /** Whose login the cookie is; empty when it is over or never was. */
    Optional<Caller.Person> bySession(String cookie) {
        byte[] hash = SecretToken.sha256(cookie);
        return recent.get(hash).or(() -> {
            long generation = recent.generation();
            Instant now = clock.instant();
            return database.read(handle -> logins.find(handle, hash, now)).map(login -> {
                Instant expiresAt = renewed(hash, login, now);
                return remembered(hash, login.user(), Caller.How.SESSION, expiresAt, generation);
            });
        });
    }

    /** Whose token it is, or a 401 that says it is none. */
    Caller.Person byToken(String token) {
        byte[] hash = SecretToken.sha256(token);
        return recent.get(hash)
                .or(() -> lookUpToken(token, hash))
                .orElseThrow(() -> Fault.unauthenticated("the bearer token is unknown, revoked or expired"));
    }

    private Optional<Caller.Person> lookUpToken(String token, byte[] hash) {
        if (!token.startsWith(SecretToken.ACCESS_PREFIX)) {
            return Optional.empty();
        }
        long generation = recent.generation();
        Instant now = clock.instant();
        return database.read(handle -> tokens.find(handle, hash, now)).map(use -> {
            noteUse(use, now);
            return remembered(
                    hash, use.user(), Caller.How.TOKEN, use.expiresAt().orElse(Instant.MAX), generation);
        });
    }

    /** Ends a login; a cookie that is none of ours ends nothing. */
    void end(String cookie) {
        database.inTransaction(tx -> logins.delete(tx, SecretToken.sha256(cookie)))
                .ifPresent(this::forget);
    }

    /** Ends every login of a user but the one of this cookie. To be followed by {@link #forget} after the commit. */
    void endOthers(Handle tx, UUID user, Optional<String> cookie) {
        logins.deleteOthers(tx, user, cookie.map(SecretToken::sha256).orElse(new byte[0]));
    }

    /** From now on no replica answers from memory who this user is. */
    void forget(UUID user) {
        forgotten(user);
        revocations.announce(user);
    }

    private void forgotten(UUID user) {
        recent.forget(user);
        listeners.forEach(listener -> listener.accept(user));
    }

    /** The listener hears whose logins or rights have changed, here or on another replica. */
    void onForget(Consumer<UUID> listener) {
        listeners.add(listener);
    }

    /** Who a login or a token stands for now, by its name; empty when it is over. Asking is no use that prolongs it. */
    Optional<Caller.Person> byName(Caller.How how, String name) {
        byte[] hash = HexFormat.of().parseHex(name);
        return recent.get(hash).or(() -> lookUp(how, hash)).filter(person -> person.how() == how);
    }

    private Optional<Caller.Person> lookUp(Caller.How how, byte[] hash) {
        long generation = recent.generation();
        Instant now = clock.instant();
        return switch (how) {
            case SESSION ->
                database.read(handle -> logins.find(handle, hash, now))
                        .map(login -> remembered(
                                hash, login.user(), how, expiry(login.createdAt(), login.renewedAt()), generation));
            case TOKEN ->
                database.read(handle -> tokens.find(handle, hash, now))
                        .map(use -> remembered(
                                hash, use.user(), how, use.expiresAt().orElse(Instant.MAX), generation));
        };
    }

    private Caller.Person remembered(byte[] hash, User user, Caller.How how, Instant expiresAt, long generation) {
        Caller.Person person = user.caller(how, name(hash));
        recent.put(hash, person, expiresAt, generation);
        return person;
    }

    private static String name(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    boolean isKnownAddress(String username, String address) {
        Instant since = clock.instant().minus(LoginStore.ADDRESSES_KEPT);
        return database.read(handle -> logins.isKnownAddress(handle, username, addressKey(address), since));
    }

    void rememberAddress(Handle tx, UUID user, String address) {
        logins.rememberAddress(tx, user, addressKey(address), clock.instant());
    }

    TokenStore tokens() {
        return tokens;
    }

    void purge() {
        Instant now = clock.instant();
        database.useTransaction(tx -> logins.purge(tx, now));
        database.useTransaction(tx -> tokens.purge(tx, now));
    }

    private static byte[] addressKey(String address) {
        return SecretToken.sha256(Throttle.network(address));
    }

    private Instant renewed(byte[] hash, LoginStore.Login login, Instant now) {
        Instant expiresAt = expiry(login.createdAt(), now);
        if (login.renewedAt().plus(RENEW_AFTER).isBefore(now)) {
            database.useTransaction(tx -> logins.renew(tx, hash, now, expiresAt));
        }
        return expiresAt;
    }

    private Instant expiry(Instant createdAt, Instant now) {
        Instant idle = now.plus(config.idle());
        Instant end = createdAt.plus(config.life());
        return idle.isBefore(end) ? idle : end;
    }

    private void noteUse(TokenStore.Use use, Instant now) {
        if (use.lastUsedAt()
                .map(last -> last.plus(NOTE_USE_AFTER).isBefore(now))
                .orElse(true)) {
            database.useTransaction(tx -> tokens.used(tx, use.id(), now));
        }
    }
}
