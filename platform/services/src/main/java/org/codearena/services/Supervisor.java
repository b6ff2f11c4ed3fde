package org.codearena.services;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one child process alive: starts it, waits until it really answers, starts it again whenever it dies.
 *
 * <p>The kernel tells the child when the thread that started it ends. That thread is a platform thread of our own which
 * does nothing but wait for the child, so it lives as long as this JVM or until {@link #close}. A thread of a pool would
 * take the child along when the pool shrinks.
 *
 * <p>Safe for use by several threads.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final int TRIES = 3;
    private static final long POLL_MILLIS = 20;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Program program;
    private final LogFile log;
    private final Path markFile;
    private final CompletableFuture<Process> first = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread keeper;

    /** Both guarded by this. Nobody restarts a program that was never ready: its caller is told instead. */
    private boolean established;

    private @Nullable Process current;

    private Supervisor(Program program, Home home) {
        this.program = program;
        this.log = new LogFile(home.log().resolve(program.name() + ".log"));
        this.markFile = markFile(program, home);
        this.keeper =
                Thread.ofPlatform().daemon().name("keeper-" + program.name()).start(this::keep);
    }

    /** Starts the program and returns when it is ready; what an earlier JVM left of it is ended first. */
    static Supervisor start(Program program, Home home) {
        Leftovers.end(markFile(program, home));
        for (int attempt = 1; ; attempt++) {
            var supervisor = new Supervisor(program, home);
            try {
                supervisor.awaitReady();
                return supervisor;
            } catch (ServiceException failed) {
                supervisor.close();
                if (attempt == TRIES || !program.movedToAnotherPort()) {
                    throw failed;
                }
            }
        }
    }

    /** The pid of the running child; empty while there is none. */
    synchronized OptionalLong pid() {
        return current != null && current.isAlive() ? OptionalLong.of(current.pid()) : OptionalLong.empty();
    }

    @Override
    public void close() {
        Process process;
        synchronized (this) {
            stopping.countDown();
            process = current;
        }
        if (process != null) {
            Signals.end(process.toHandle(), program.stopSignal(), Leftovers.GRACE);
        }
        try {
            keeper.join();
            Files.deleteIfExists(markFile);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "cannot delete " + markFile, failed);
        }
    }

    private void awaitReady() {
        Process process = firstProcess();
        long deadline = System.nanoTime() + program.readyWithin().toNanos();
        try {
            while (!process.waitFor(POLL_MILLIS, MILLISECONDS)) {
                if (program.answers() && establish(process)) {
                    return;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new ServiceException("%s was not ready within %d s; %s"
                            .formatted(program.name(), program.readyWithin().toSeconds(), log.lastLines()));
                }
            }
            throw new ServiceException("%s ended with status %d while it started; %s"
                    .formatted(program.name(), process.exitValue(), log.lastLines()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceException("interrupted while " + program.name() + " started", interrupted);
        }
    }

    private Process firstProcess() {
        try {
            return first.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ServiceException told) {
                throw told;
            }
            throw new ServiceException("cannot start " + program.name() + ": " + failed.getCause(), failed);
        }
    }

    private synchronized boolean establish(Process process) {
        established = process.isAlive();
        return established;
    }

    private void keep() {
        Duration backoff = FIRST_BACKOFF;
        try {
            do {
                long started = System.nanoTime();
                String end = runOnce();
                if (givenUp()) {
                    return;
                }
                boolean settled = System.nanoTime() - started > SETTLED.toNanos();
                backoff = settled ? FIRST_BACKOFF : backoff;
                LOG.log(Level.WARNING, "{0} {1}; starting it again in {2} ms", program.name(), end, backoff.toMillis());
                Duration longer = backoff.multipliedBy(2);
                backoff = longer.compareTo(LONGEST_BACKOFF) < 0 ? longer : LONGEST_BACKOFF;
            } while (!stopping.await(backoff.toMillis(), MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the child, waits for its end, and says in words how it ended. */
    private String runOnce() throws InterruptedException {
        try {
            Process process = launch();
            return "ended with status " + process.waitFor();
        } catch (IOException | RuntimeException failed) {
            first.completeExceptionally(failed);
            return "could not be started: " + failed.getMessage();
        }
    }

    private Process launch() throws IOException {
        ChildCommand command = program.command();
        log.beginRun();
        synchronized (this) {
            if (stopping.getCount() == 0) {
                throw new IOException("it is being stopped");
            }
            Process process = command.start(log.path());
            current = process;
            ProcessMark.of(process.pid()).ifPresent(mark -> mark.write(markFile));
            first.complete(process);
            return process;
        }
    }

    private synchronized boolean givenUp() {
        return !established || stopping.getCount() == 0;
    }

    private static Path markFile(Program program, Home home) {
        return home.run().resolve(program.name() + ".pid");
    }
}
