package org.codearena.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.codearena.server.kernel.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Passwords passwords = new Passwords(Passwords.Config.defaults(), meters);

    @AfterEach
    void stop() {
        passwords.close();
    }

    @Test
    void hashIsArgon2idAtTheCostThatOwaspGives() {
        assertTrue(passwords.hash("a password").startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    @Test
    void rightPasswordMatchesAndNoOther() {
        String hash = passwords.hash("a password");
        assertTrue(passwords.matches("a password", Optional.of(hash)));
        assertFalse(passwords.matches("a Password", Optional.of(hash)));
        assertFalse(passwords.matches("", Optional.of(hash)));
        assertNotEquals(hash, passwords.hash("a password"), "each hash has a salt of its own");
    }

    @Test
    void emptyPasswordMatchesNoOneWithoutAHash() {
        long before = count();
        assertFalse(passwords.matches("", Optional.empty()));
        assertFalse(passwords.matches("anything", Optional.empty()));
        assertEquals(before + 2, count(), "the work is done all the same");
    }

    @Test
    void hashOfAnotherCostStillMatchesAndIsOutdated() {
        try (Passwords old = new Passwords(new Passwords.Config(256, 3, 1, 1, 10), meters)) {
            String hash = old.hash("a password");
            assertTrue(passwords.matches("a password", Optional.of(hash)));
            assertTrue(passwords.isOutdated(hash));
            assertFalse(passwords.isOutdated(passwords.hash("x")));
        }
    }

    @Test
    void floodIsRefusedBeyondTheQueueAndHarmsNothing() throws Exception {
        try (Passwords narrow = new Passwords(new Passwords.Config(19_456, 2, 1, 1, 2), meters);
                ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> login = () -> {
                try {
                    return !narrow.hash("a password").isEmpty();
                } catch (Fault full) {
                    assertEquals(Fault.Kind.UNAVAILABLE, full.kind());
                    assertTrue(full.retryAfter().isPresent());
                    return false;
                }
            };
            int served = 0;
            for (Future<Boolean> done :
                    together.invokeAll(Stream.generate(() -> login).limit(40).toList())) {
                served += done.get() ? 1 : 0;
            }
            assertTrue(served >= 3 && served < 40, served + " served");
            assertTrue(login.call());
        }
    }

    @Test
    void storedHashOfAnotherKindIsOurFaultAndNotTaken() {
        assertThrows(
                IllegalStateException.class,
                () -> passwords.matches("x", Optional.of("$2a$10$abcdefghijklmnopqrstuv")));
    }

    private long count() {
        return meters.get("identity.password.hash").timer().count();
    }
}
