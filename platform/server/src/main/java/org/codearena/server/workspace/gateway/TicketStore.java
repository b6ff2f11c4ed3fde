package org.codearena.server.workspace.gateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.redisson.api.RedissonClient;

/** Keeps grants for a short time, each to be taken once and by one only, whoever else tries. Thread-safe. */
interface TicketStore {
    /** In this process alone. */
    static TicketStore local(InstantSource clock) {
        return new LocalTickets(clock);
    }

    /** Over all replicas, in Redis; in this process while Redis is away. */
    static TicketStore shared(RedissonClient redis, InstantSource clock) {
        return new FallbackTickets(new RedisTickets(redis), new LocalTickets(clock), clock);
    }

    void put(String key, Grant grant, Duration life);

    /** The grant, unless it was taken before or its time is over. */
    Optional<Grant> take(String key);
}
