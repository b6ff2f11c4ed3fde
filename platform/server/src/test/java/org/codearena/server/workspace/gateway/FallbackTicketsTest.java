package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract holds with Redis away, too. */
class FallbackTicketsTest extends TicketStoreContract {
    private final SometimesAway redis = new SometimesAway();
    private final TicketStore store = new FallbackTickets(redis, new LocalTickets(clock()), clock());

    /** A store that can be away, and notes how often it is asked. */
    private static final class SometimesAway implements TicketStore {
        private final TicketStore there = new LocalTickets(InstantSource.system());
        private boolean away = true;
        private int asked;

        private TicketStore ask() {
            asked++;
            if (away) {
                throw new IllegalStateException("connection refused");
            }
            return there;
        }

        @Override
        public void put(String key, Grant grant, Duration life) {
            ask().put(key, grant, life);
        }

        @Override
        public Optional<Grant> take(String key) {
            return ask().take(key);
        }
    }

    @Override
    TicketStore store() {
        return store;
    }

    @Test
    void redisThatIsAwayIsAskedSeldom() {
        for (int i = 0; i < 20; i++) {
            store.put("a", grant(), Duration.ofMinutes(1));
        }
        assertEquals(1, redis.asked);
    }

    @Test
    void ticketOfBeforeIsGoodWhenRedisIsBack() {
        SometimesAway back = new SometimesAway();
        TicketStore local = new LocalTickets(clock());
        Grant grant = grant();
        new FallbackTickets(back, local, clock()).put("a", grant, Duration.ofMinutes(1));
        back.away = false;
        TicketStore later = new FallbackTickets(back, local, clock());
        assertEquals(Optional.of(grant), later.take("a"));
        assertEquals(Optional.empty(), later.take("a"));
        later.put("b", grant, Duration.ofMinutes(1));
        assertEquals(Optional.of(grant), back.there.take("b"));
    }
}
