package org.codearena.runner.box;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One resident process of the launcher: lines go in, frames come out. A platform thread of its own reads it, because a
 * read from a pipe would hold the carrier of a virtual thread; that thread also tells the listener. One run at a time.
 *
 * <p>The launcher is trusted but may have faults: where it breaks its protocol, or is silent long after a run must have
 * ended, it is killed, and the run in flight fails as ours.
 */
final class BoxProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoxProcess.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(15);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private final Process process;
    private final Map<String, String> environment;
    private final long patience;
    private final WatchedInput output;
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Hello> hello = new CompletableFuture<>();
    /** The run that is on; written under the lock. */
    private volatile @Nullable Active active;

    private volatile boolean lost;
    private long lastId;

    private BoxProcess(Process process, Map<String, String> environment, Duration patience) {
        this.process = process;
        this.patience = patience.toNanos();
        this.environment = environment;
        this.output = new WatchedInput(process.getInputStream());
    }

    /**
     * Starts a launcher and waits until it is ready.
     *
     * @param environment of every program
     * @param patience how much longer than its wall time limit a run may take, in which its tree is killed and its end
     *     reported
     */
    static BoxProcess start(String name, List<String> command, Map<String, String> environment, Duration patience)
            throws BoxFaultException {
        BoxProcess box = new BoxProcess(spawn(command), environment, patience);
        Thread.ofPlatform().name(name).daemon().start(box::read);
        try {
            box.hello.get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return box;
        } catch (ExecutionException e) {
            box.close();
            throw new BoxFaultException(rootMessage(e), e);
        } catch (TimeoutException e) {
            box.close();
            throw new BoxFaultException("the box was not ready within " + START_PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            box.close();
            Thread.currentThread().interrupt();
            throw new BoxFaultException("interrupted while the box was starting", e);
        }
    }

    private static String rootMessage(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private static Process spawn(List<String> command) throws BoxFaultException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        try {
            return builder.start();
        } catch (IOException e) {
            throw new BoxFaultException("the box cannot be started: " + e.getMessage(), e);
        }
    }

    Hello hello() {
        return hello.join();
    }

    boolean isUsable() {
        return !lost && process.isAlive();
    }

    /** Starts a run; the listener hears of it from now on. */
    Handle run(BoxRun run, RunListener listener) throws BoxFaultException {
        lock.lock();
        try {
            if (lost) {
                throw new BoxFaultException("the box is gone");
            }
            if (active != null) {
                throw new IllegalStateException("a run is on already");
            }
            long id = ++lastId;
            long deadline = System.nanoTime() + nanos(run.limits().wallTimeMs()) + patience;
            active = new Active(id, listener, run.limits(), deadline);
            send(run.line(id, environment));
            return () -> kill(id);
        } finally {
            lock.unlock();
        }
    }

    private void kill(long id) {
        lock.lock();
        try {
            Active run = active;
            if (run != null && run.id == id) {
                run.deadline = Math.min(run.deadline, System.nanoTime() + patience);
                send(("kill id=" + id + '\n').getBytes(StandardCharsets.US_ASCII));
            }
        } finally {
            lock.unlock();
        }
    }

    /** A launcher that is ending or dead takes no line; its reader tells the listener, so that this need not. */
    private void send(byte[] line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(line);
            in.flush();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("a box takes no more lines");
        }
    }

    /**
     * Kills a launcher that has been silent for too long after its run should have ended. Called again and again; takes no
     * lock, because a launcher that does not read either may be holding up the one who writes to it.
     */
    void checkSilence() {
        Active run = active;
        long now = System.nanoTime();
        if (run != null && now - run.deadline > 0 && output.waitedNanos(now) > patience) {
            LOG.atError().addKeyValue("pid", process.pid()).log("silent box killed");
            process.destroyForcibly();
        }
    }

    private void read() {
        String why;
        try {
            FrameReader frames = new FrameReader(output);
            while (true) {
                handle(frames.next(), frames);
            }
        } catch (ProtocolException e) {
            why = String.valueOf(e.getMessage());
        } catch (IOException e) {
            why = "the box ended" + status();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("listener of a run failed");
            why = "the runner failed: " + e;
        }
        lose(why);
    }

    private String status() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) ? " with status " + process.exitValue() : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private void lose(String why) {
        process.destroyForcibly();
        Optional<RunListener> listener;
        lock.lock();
        try {
            lost = true;
            listener = Optional.ofNullable(active).map(run -> run.listener);
            active = null;
        } finally {
            lock.unlock();
        }
        hello.completeExceptionally(new BoxFaultException(why));
        listener.ifPresent(run -> run.failed(why));
    }

    private void handle(Frame frame, FrameReader frames) throws IOException {
        switch (frame) {
            case Frame.Ready(Hello ready) -> hello.complete(ready);
            case Frame.Piece(long id, boolean error, byte[] bytes) -> {
                Active run = current(id);
                if (!run.failed()) {
                    pass(run.listener, error, bytes);
                }
            }
            case Frame.File file -> receive(file, frames);
            case Frame.End(long id, RunEnd end) -> finish(id, end);
            case Frame.Fail(long id, String message) -> fail(id, message);
        }
    }

    private static void pass(RunListener listener, boolean error, byte[] bytes) {
        if (error) {
            listener.error(bytes);
        } else {
            listener.output(bytes);
        }
    }

    private void receive(Frame.File file, FrameReader frames) throws IOException {
        Active run = current(file.id());
        if (file.path().isEmpty()) {
            run.refused++;
        } else if (!run.failed()) {
            try {
                run.listener.file(file.path().get(), file.executable(), file.modified(), frames.content());
            } catch (IOException e) {
                // Either side of the copy may have failed; if it was the box, the next read finds that out.
                run.failure = Optional.of("what the step made cannot be kept: " + e.getMessage());
            }
        }
    }

    private void finish(long id, RunEnd end) throws ProtocolException {
        Active run = release(id);
        if (run.failure.isPresent()) {
            run.listener.failed(run.failure.get());
        } else {
            run.listener.ended(run.account(end));
        }
    }

    private void fail(long id, String message) throws ProtocolException {
        if (!hello.isDone()) {
            hello.completeExceptionally(new BoxFaultException(message));
        } else {
            release(id).listener.failed("the box refused the run: " + message);
        }
    }

    private Active current(long id) throws ProtocolException {
        Active run = active;
        if (run == null || (run.id != id && id != 0)) {
            throw new ProtocolException("the box spoke of run " + id + ", which is not on");
        }
        return run;
    }

    private Active release(long id) throws ProtocolException {
        lock.lock();
        try {
            Active run = current(id);
            active = null;
            return run;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the launcher end by itself, which leaves nothing behind; kills it only when it does not. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            LOG.atDebug().setCause(alreadyGone).log("input of a box was closed already");
        }
        boolean ended = false;
        try {
            ended = process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            LOG.atError().addKeyValue("pid", process.pid()).log("box killed, it did not stop");
            process.destroyForcibly();
        }
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** A run that was started. */
    interface Handle {
        /** Ends it as soon as possible; does nothing where it has ended. */
        void kill();
    }

    private static final class Active {
        private final long id;
        private final RunListener listener;
        private final Limits limits;
        private volatile long deadline;
        private int refused;
        private Optional<String> failure = Optional.empty();

        Active(long id, RunListener listener, Limits limits, long deadline) {
            this.id = id;
            this.listener = listener;
            this.limits = limits;
            this.deadline = deadline;
        }

        /** What the box says, with what only the runner knows: names it did not take, and the limit that was passed on. */
        RunEnd account(RunEnd end) {
            RunReport said = end.report();
            RunReport report = new RunReport(
                    said.exit(),
                    said.outOfMemory(),
                    said.cpuMicros(),
                    said.wallMicros(),
                    said.memoryBytes(),
                    Math.min(said.outputBytes(), limits.outputBytes() + 1),
                    said.errorBytes());
            return new RunEnd(report, end.endedMicros(), end.files() - refused, end.skipped() + refused);
        }

        boolean failed() {
            return failure.isPresent();
        }
    }

    /** Knows since when its reader has been waiting. */
    private static final class WatchedInput extends FilterInputStream {
        private static final long NOT_WAITING = Long.MIN_VALUE;

        private volatile long waitingSince = NOT_WAITING;

        WatchedInput(InputStream in) {
            super(in);
        }

        long waitedNanos(long now) {
            long since = waitingSince;
            return since == NOT_WAITING ? 0 : now - since;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            waitingSince = System.nanoTime();
            try {
                return in.read(buffer, offset, length);
            } finally {
                waitingSince = NOT_WAITING;
            }
        }
    }
}
