package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.codearena.server.Until;
import org.codearena.server.identity.Caller;
import org.junit.jupiter.api.Test;

/** What every keeper of tickets must do. */
abstract class TicketStoreContract {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final String key = UUID.randomUUID().toString();

    abstract TicketStore store();

    static Grant grant() {
        return new Grant(Grant.Purpose.PREVIEW, UUID.randomUUID(), 3000, Caller.How.TOKEN, "ab".repeat(32));
    }

    @Test
    void grantIsTakenOnce() {
        Grant grant = grant();
        store().put(key, grant, LONG);
        assertEquals(Optional.of(grant), store().take(key));
        assertEquals(Optional.empty(), store().take(key));
    }

    @Test
    void whatWasNeverPutIsNotThere() {
        assertEquals(Optional.empty(), store().take(key));
    }

    @Test
    void grantIsGoneWhenItsTimeIsOver() {
        store().put(key, grant(), Duration.ofMillis(1));
        Instant over = clock().instant().plusMillis(1);
        Until.holds("the time is over", () -> clock().instant().isAfter(over));
        assertEquals(Optional.empty(), store().take(key));
    }

    @Test
    void ofAHundredAtOnceOneGetsIt() {
        store().put(key, grant(), LONG);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Optional<Grant>>> all = IntStream.range(0, 100)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> store().take(key), threads))
                    .toList();
            assertEquals(
                    1,
                    all.stream()
                            .map(CompletableFuture::join)
                            .filter(Optional::isPresent)
                            .count());
        }
    }

    static InstantSource clock() {
        return InstantSource.system();
    }
}
