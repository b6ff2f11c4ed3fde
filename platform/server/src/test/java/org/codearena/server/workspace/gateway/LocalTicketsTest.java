package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalTicketsTest extends TicketStoreContract {
    private final TicketStore store = new LocalTickets(clock());

    @Override
    TicketStore store() {
        return store;
    }

    @Test
    void floodPushesOutTheOldestAndNothingGrows() {
        Grant first = grant();
        store.put("first", first, Duration.ofHours(1));
        for (int i = 0; i < 25_000; i++) {
            store.put("flood " + i, grant(), Duration.ofHours(1));
        }
        assertEquals(Optional.empty(), store.take("first"));
    }
}
