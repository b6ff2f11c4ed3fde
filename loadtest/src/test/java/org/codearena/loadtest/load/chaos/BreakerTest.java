package org.codearena.loadtest.load.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.codearena.loadtest.load.chaos.Fault.Part;
import org.codearena.services.Home;
import org.codearena.services.ProcessMark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On processes of its own that stand for those of an installation. */
final class BreakerTest {
    @TempDir
    private Path data;

    private Process redis;
    private Breaker breaker;

    @BeforeEach
    void start() throws IOException {
        redis = new ProcessBuilder("sleep", "60").start();
        ProcessMark.of(redis.pid()).orElseThrow().write(new Home(data).run().resolve("redis.pid"));
        breaker = new Breaker(data);
    }

    @AfterEach
    void end() {
        redis.destroyForcibly();
    }

    @Test
    void aFaultAppliesWhereItsTargetIs() {
        assertEquals(Optional.empty(), breaker.inapplicable(new Fault.Kill(Part.REDIS)));
        assertEquals(
                Optional.of("it has no process of its own for a server"),
                breaker.inapplicable(new Fault.Kill(Part.SERVER)));
        assertTrue(breaker.inapplicable(new Fault.StoreAway()).isPresent());
    }

    @Test
    void whatIsKilledIsBackWhenAnotherProcessHasItsName() throws Exception {
        Breakage.Done done = done(new Fault.Kill(Part.REDIS));
        assertTrue(redis.waitFor(10, TimeUnit.SECONDS));
        assertFalse(done.back().getAsBoolean());
        redis = new ProcessBuilder("sleep", "60").start();
        ProcessMark.of(redis.pid()).orElseThrow().write(new Home(data).run().resolve("redis.pid"));
        assertTrue(done.back().getAsBoolean());
    }

    @Test
    void whatIsPausedStandsUntilItIsLetGo() throws Exception {
        Breakage.Done done = done(new Fault.Pause(Part.REDIS));
        awaitState('T');
        done.lift().orElseThrow().run();
        awaitState('S');
    }

    /** A signal takes its time. */
    private void awaitState(char wanted) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (state() != wanted) {
            assertTrue(System.nanoTime() < deadline, () -> "it is not in state " + wanted);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private char state() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + redis.pid() + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    @Test
    void aStoreThatIsAwayFailsAndComesBackWithAllThatItHad() throws Exception {
        Path blob = Files.createDirectories(data.resolve("blobs/ab")).resolve("abc");
        Files.writeString(blob, "kept");
        Breakage.Done done = done(new Fault.StoreAway());
        assertThrows(IOException.class, () -> Files.createDirectories(data.resolve("blobs/incoming")));
        done.lift().orElseThrow().run();
        assertEquals("kept", Files.readString(blob));
        done.lift().orElseThrow().run();
        assertEquals("kept", Files.readString(blob));
    }

    @Test
    void whatIsNotThereAtTheMomentIsMissed() throws Exception {
        redis.destroyForcibly().waitFor();
        assertInstanceOf(Breakage.Missed.class, breaker.hit(new Fault.Kill(Part.REDIS), 0));
    }

    @Test
    void chaosWithoutAnyTargetSaysWhy() {
        Chaos.Plan plan = new Chaos.Plan(
                1,
                List.of(new Fault.Kill(Part.JUDGE)),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        ChaosException refused = assertThrows(ChaosException.class, () -> new Chaos(data, plan));
        assertTrue(String.valueOf(refused.getMessage()).contains("no process of its own for a judge"));
    }

    private Breakage.Done done(Fault fault) throws InterruptedException {
        return assertInstanceOf(Breakage.Done.class, breaker.hit(fault, 3));
    }
}
