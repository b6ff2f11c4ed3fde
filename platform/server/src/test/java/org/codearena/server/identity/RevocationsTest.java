package org.codearena.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.codearena.server.TestDatabase;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.kernel.Closer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Secret;
import org.codearena.services.testing.TestServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one database, each of which remembers callers for an hour. */
class RevocationsTest {
    private final InstantSource clock = InstantSource.system();
    private final TestDatabase database = TestDatabase.open();
    private final Passwords passwords = new Passwords(TestIdentity.CHEAP, new SimpleMeterRegistry());
    private final Closer open = new Closer();

    private Cache connect() {
        var address = TestServices.redis();
        return open.add(new Cache(new Cache.Address(address.url(), new Secret(address.password()))));
    }

    @AfterEach
    void stop() {
        passwords.close();
        open.close();
        database.close();
    }

    private Logins replica() {
        IdentityConfig usual = IdentityConfig.of(HttpConfig.defaults());
        IdentityConfig remembering = new IdentityConfig(
                true,
                false,
                0,
                usual.idle(),
                usual.life(),
                Duration.ofHours(1),
                usual.byAddress(),
                usual.byAccount(),
                usual.registrations());
        return new Logins(
                database.database(),
                clock,
                remembering,
                Revocations.shared(connect().redis()));
    }

    @Test
    void logoutOnOneReplicaIsKnownToTheOther() {
        Logins here = replica();
        Logins there = replica();
        // Replicas subscribe in the background: a server starts without Redis.
        Cache observer = connect();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (observer.redis().getTopic("identity.revoked").countSubscribers() < 2) {
                Thread.onSpinWait();
            }
        });
        Identity identity = new Identity(
                database.database(),
                new Ids(clock),
                clock,
                passwords,
                Attempts.local(clock),
                Revocations.local(),
                IdentityConfig.of(HttpConfig.defaults()));
        identity.createFirstAdmin(new Secret("a password of the admin"));
        User admin = database.database()
                .read(handle -> new UserStore().find(handle, "admin"))
                .orElseThrow();
        SecretToken session = database.database().inTransaction(tx -> here.begin(tx, admin.id()));
        assertEquals(admin.id(), here.bySession(session.value()).orElseThrow().id());
        assertEquals(admin.id(), there.bySession(session.value()).orElseThrow().id());

        Set<UUID> heard = ConcurrentHashMap.newKeySet();
        there.onForget(heard::add);
        String name = here.bySession(session.value()).orElseThrow().login();
        assertEquals(
                here.bySession(session.value()),
                there.byName(Caller.How.SESSION, name),
                "the name stands for the login");
        assertEquals(Optional.empty(), there.byName(Caller.How.TOKEN, name));

        here.end(session.value());

        assertEquals(Optional.empty(), here.bySession(session.value()));
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (there.bySession(session.value()).isPresent()) {
                Thread.onSpinWait();
            }
        });
        assertEquals(Set.of(admin.id()), heard);
        assertEquals(Optional.empty(), there.byName(Caller.How.SESSION, name));
        WritableHeaders<?> headers = WritableHeaders.create();
        headers.set(HeaderNames.COOKIE, "session=" + session.value());
        assertEquals(new Caller.Anonymous(), identity.resolve(headers));
    }
}
