package org.codearena.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every way of counting attempts must do. */
abstract class AttemptsContract {
    private static final Attempts.Policy POLICY =
            new Attempts.Policy(3, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofHours(1));

    private final TestClock clock = new TestClock();
    /** Of one test alone, whatever else the store holds. */
    private String key = "";

    private Attempts attempts = new LocalAttempts(clock);

    abstract Attempts create(InstantSource clock);

    @BeforeEach
    void start() {
        key = UUID.randomUUID().toString();
        attempts = create(clock);
    }

    private Optional<Duration> begin() {
        return attempts.begin(key, POLICY);
    }

    private void begin(int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(Optional.empty(), begin(), "attempt " + (i + 1));
        }
    }

    @Test
    void firstAttemptsAreFreeAndThenEachWaitsTwiceAsLong() {
        begin(3);
        for (int seconds : List.of(1, 2, 4, 8, 10, 10, 10)) {
            assertEquals(Optional.of(Duration.ofSeconds(seconds)), begin());
            clock.pass(Duration.ofSeconds(seconds));
            begin(1);
        }
    }

    @Test
    void attemptDuringAWaitIsNotCounted() {
        begin(3);
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.of(Duration.ofSeconds(1)), begin());
        }
        clock.pass(Duration.ofMillis(400));
        assertEquals(Optional.of(Duration.ofMillis(600)), begin());
        clock.pass(Duration.ofMillis(600));
        begin(1);
        assertEquals(Optional.of(Duration.ofSeconds(2)), begin());
    }

    @Test
    void forgivenAttemptCountsNotAndIsWaitedForByNobody() {
        begin(3);
        attempts.forgive(key);
        begin(1);
        assertEquals(Optional.of(Duration.ofSeconds(1)), begin());
        for (int i = 0; i < 10; i++) {
            attempts.forgive(key);
        }
        begin(3);
        assertEquals(Optional.of(Duration.ofSeconds(1)), begin());
    }

    @Test
    void clearedKeyStartsAnew() {
        begin(3);
        clock.pass(Duration.ofSeconds(1));
        begin(1);
        attempts.clear(key);
        begin(3);
        attempts.clear("never seen " + key);
        attempts.forgive("never seen " + key);
    }

    @Test
    void attemptsAreForgottenAfterAWhileWithoutOne() {
        begin(3);
        clock.pass(Duration.ofMinutes(59));
        begin(1);
        clock.pass(Duration.ofMinutes(61));
        begin(3);
    }

    @Test
    void keysAreCountedApart() {
        begin(3);
        assertEquals(Optional.empty(), attempts.begin(key + "x", POLICY));
    }

    @Test
    void ofManyAtOnceOnlyTheFreePass() throws Exception {
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<Duration>>> all = Stream.generate(() -> (Callable<Optional<Duration>>) this::begin)
                    .limit(64)
                    .toList();
            List<Optional<Duration>> waits = new ArrayList<>();
            for (Future<Optional<Duration>> wait : together.invokeAll(all)) {
                waits.add(wait.get());
            }
            assertEquals(3, waits.stream().filter(Optional::isEmpty).count(), waits.toString());
        }
    }
}
