package org.codearena.services;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one child process alive: starts it, waits until it really answers, starts it again whenever it dies.
 *
 * <p>The kernel tells the child when the thread that started it ends. That thread is a platform thread of our own which
 * does nothing but look after the child, so it lives as long as this JVM or until {@link #close}. A thread of a pool
 * would take the child along when the pool shrinks.
 *
 * <p>Safe for use by several threads.
 */
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final int TRIES = 3;
    private static final long POLL_MILLIS = 20;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Program program;
    private final LogFile log;
    private final Path markFile;
    private final Path endFile;
    /** Completed when the program answers for the first time, or with the reason why it never did. */
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread keeper;

    /** Guarded by this, so that {@link #close} never misses a child that is just being started. */
    private @Nullable Process current;

    private Supervisor(Program program, Home home) {
        this.program = program;
        this.log = new LogFile(home.log().resolve(program.name() + ".log"));
        this.markFile = home.markFile(program.name());
        this.endFile = home.endFile(program.name());
        this.keeper =
                Thread.ofPlatform().daemon().name("keeper-" + program.name()).start(this::keep);
    }

    /** Starts the program and returns when it answers; what an earlier JVM left of it is ended first. */
    public static Supervisor start(Program program, Home home) {
        Leftovers.end(home.markFile(program.name()));
        for (int attempt = 1; ; attempt++) {
            var supervisor = new Supervisor(program, home);
            try {
                supervisor.started.join();
                return supervisor;
            } catch (CompletionException failed) {
                supervisor.close();
                if (attempt == TRIES || !program.movedToAnotherPort()) {
                    throw failed.getCause() instanceof ServiceException told
                            ? told
                            : new ServiceException("cannot start " + program.name() + ": " + failed.getCause(), failed);
                }
            }
        }
    }

    /** The pid of the running child; empty while there is none. */
    public synchronized OptionalLong pid() {
        return current != null && current.isAlive() ? OptionalLong.of(current.pid()) : OptionalLong.empty();
    }

    /** Ends the child and returns when it is gone. */
    @Override
    public void close() {
        Process process;
        synchronized (this) {
            stopping.countDown();
            process = current;
        }
        if (process != null) {
            Signals.end(process.toHandle(), program.stopSignal(), program.endsWithin());
        }
        try {
            keeper.join();
            Files.deleteIfExists(markFile);
            Files.deleteIfExists(endFile);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "cannot delete " + markFile, failed);
        }
    }

    private void keep() {
        Duration backoff = FIRST_BACKOFF;
        try {
            do {
                long begin = System.nanoTime();
                String end = runOnce();
                boolean first = started.completeExceptionally(
                        new ServiceException("%s %s; %s".formatted(program.name(), end, log.lastLines())));
                if (first || started.isCompletedExceptionally() || stopping.getCount() == 0) {
                    return;
                }
                backoff = System.nanoTime() - begin > SETTLED.toNanos() ? FIRST_BACKOFF : backoff;
                LOG.log(Level.WARNING, "{0} {1}; starting it again in {2} ms", program.name(), end, backoff.toMillis());
                Duration longer = backoff.multipliedBy(2);
                backoff = longer.compareTo(LONGEST_BACKOFF) < 0 ? longer : LONGEST_BACKOFF;
            } while (!stopping.await(backoff.toMillis(), MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the child and returns when it has ended, with the end in words. */
    private String runOnce() throws InterruptedException {
        try {
            Process process = launch();
            Optional<ProcessMark> mark = ProcessMark.read(markFile).filter(each -> each.pid() == process.pid());
            awaitAnswer(process);
            int status = process.waitFor();
            mark.ifPresent(each -> keepEnd(new ProcessEnd(each, status)));
            return "ended with status " + status;
        } catch (IOException | ServiceException failed) {
            return "could not be started: " + failed.getMessage();
        }
    }

    /** Nothing leans on it: what cannot be written is not worth leaving a child dead for. */
    private void keepEnd(ProcessEnd end) {
        try {
            end.write(endFile);
        } catch (ServiceException failed) {
            LOG.log(Level.WARNING, "cannot keep how " + program.name() + " ended", failed);
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
            return process;
        }
    }

    private void awaitAnswer(Process process) throws InterruptedException {
        long begin = System.nanoTime();
        while (!process.waitFor(POLL_MILLIS, MILLISECONDS)) {
            if (program.answers()) {
                program.ready();
                if (!started.complete(null)) {
                    long millis = (System.nanoTime() - begin) / 1_000_000;
                    LOG.log(Level.INFO, "{0} is back after {1} ms", program.name(), millis);
                }
                return;
            }
            if (System.nanoTime() - begin > program.readyWithin().toNanos()) {
                started.completeExceptionally(new ServiceException("%s was not ready within %d s; %s"
                        .formatted(program.name(), program.readyWithin().toSeconds(), log.lastLines())));
                return;
            }
        }
    }
}
