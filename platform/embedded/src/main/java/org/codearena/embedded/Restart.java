package org.codearena.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.codearena.server.kernel.StopSignal;
import org.codearena.services.ProcessMark;

/** One process is told to end; whoever looks after it starts it again. */
final class Restart {
    /** Longer than what a server or a judge gives to what is under way. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(90);

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);

    private final DataDirectory data;
    private final ReadyFile.Part part;
    private final Readiness readiness;

    Restart(DataDirectory data, ReadyFile.Part part, Readiness readiness) {
        this.data = data;
        this.part = part;
        this.readiness = readiness;
    }

    /** Returns when the new one is ready. */
    void run() throws InterruptedException {
        ProcessMark old = mark().filter(ProcessMark::alive)
                .orElseThrow(() -> new FailureException(part.name() + " does not run just now: see " + log()));
        old.process().ifPresent(this::end);
        awaitReady(Optional.of(old));
    }

    /** Returns when it is ready, restarted or not. */
    void awaitReady() throws InterruptedException {
        awaitReady(Optional.empty());
    }

    private void awaitReady(Optional<ProcessMark> old) throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReadyInPlaceOf(old)) {
            if (new StopSignal().givenWithin(POLL) || System.nanoTime() > deadline) {
                throw new FailureException(
                        "%s was not ready within %d s, and nothing else was restarted: ask %s, or see %s"
                                .formatted(part.name(), READY_WITHIN.toSeconds(), part.health(), log()));
            }
        }
    }

    private void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException stillThere) {
            throw new FailureException(
                    "%s, process %d, did not end within %d s: see %s; it was not killed, and what comes after it was left alone"
                            .formatted(part.name(), process.pid(), ENDS_WITHIN.toSeconds(), log()),
                    stillThere);
        } catch (ExecutionException | InterruptedException broken) {
            throw new FailureException("the wait for the end of " + part.name() + " was broken off", broken);
        }
    }

    private boolean isReadyInPlaceOf(Optional<ProcessMark> old) throws InterruptedException {
        Optional<ProcessMark> now = mark().filter(ProcessMark::alive);
        return now.isPresent() && !now.equals(old) && readiness.of(part.health());
    }

    private Optional<ProcessMark> mark() {
        return Optional.ofNullable(data.home().marks().get(part.name()));
    }

    private String log() {
        return data.log().resolve(part.name() + ".log").toString();
    }
}
