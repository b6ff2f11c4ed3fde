package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.codearena.server.infra.Cache;
import org.codearena.server.kernel.Secret;
import org.codearena.services.testing.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisTicketsTest extends TicketStoreContract {
    private final Cache cache = connect();
    private final TicketStore store = new RedisTickets(cache.redis());

    private static Cache connect() {
        var redis = TestServices.redis();
        return new Cache(new Cache.Address(redis.url(), new Secret(redis.password())));
    }

    @Override
    TicketStore store() {
        return store;
    }

    @Test
    void ticketOfOneReplicaIsGoodAtAnotherAndNowhereInTheClear() {
        Tickets here = new Tickets(store, Duration.ofMinutes(1));
        Tickets there = new Tickets(new RedisTickets(cache.redis()), Duration.ofMinutes(1));
        Grant grant = grant();
        String ticket = here.issue(grant);
        KeysScanOptions tickets = KeysScanOptions.defaults().pattern("ticket:*");
        cache.redis().getKeys().getKeys(tickets).forEach(key -> assertEquals(-1, key.indexOf(ticket)));
        assertEquals(Optional.of(grant), there.take(ticket));
        assertEquals(Optional.empty(), here.take(ticket));
    }

    @Test
    void whatSomebodyElseWroteThereIsNoGrant() {
        cache.redis().getBucket("ticket:strange", StringCodec.INSTANCE).set("CONNECT nonsense");
        assertEquals(Optional.empty(), store.take("strange"));
    }

    @AfterAll
    void disconnect() {
        cache.close();
    }
}
