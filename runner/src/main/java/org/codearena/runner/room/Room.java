package org.codearena.runner.room;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.codearena.runner.terminal.TerminalCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room: the process of {@code room serve}. A platform thread reads what it says, because a read from a pipe would hold
 * the carrier of a virtual thread. Safe for use by several threads.
 */
public final class Room implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final RoomSettings settings;
    private final Listener listener;
    private final Process process;
    private final CompletableFuture<RoomHello> hello = new CompletableFuture<>();
    private final ReentrantLock asking = new ReentrantLock();
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(1);
    private volatile boolean closing;

    /** Hears of a room; called by the thread that reads it. */
    public interface Listener {
        /** The kernel killed a program in it for want of memory. */
        void outOfMemory();

        /** All programs in it were killed, because they filled the disk and went on. */
        void outOfDisk();

        /** It ended though nobody closed it, and everything in it is dead. */
        void lost(String reason);
    }

    private Room(RoomSettings settings, Process process, Listener listener) {
        this.settings = settings;
        this.process = process;
        this.listener = listener;
    }

    /** Makes a room and waits until it is ready. */
    public static Room start(RoomSettings settings, Listener listener) throws RoomException {
        Room room = new Room(settings, spawn(settings.serve()), listener);
        Thread.ofPlatform().name("room").daemon().stackSize(256 << 10).start(room::read);
        try {
            room.hello.get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return room;
        } catch (ExecutionException e) {
            room.close();
            throw new RoomException(rootMessage(e), e);
        } catch (TimeoutException e) {
            room.close();
            throw new RoomException("the room was not ready within " + START_PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            room.close();
            Thread.currentThread().interrupt();
            throw new RoomException("interrupted while the room was made", e);
        }
    }

    private static String rootMessage(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private static Process spawn(List<String> line) throws RoomException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        try {
            return builder.start();
        } catch (IOException e) {
            throw new RoomException("the room cannot be made: " + e.getMessage(), e);
        }
    }

    public RoomHello hello() {
        return hello.join();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The files of the session, as seen from outside. */
    public Path workspace() {
        return proc().resolve("root/workspace");
    }

    /** What the kernel says of the room's first process, its network for one. */
    public Path proc() {
        return Path.of("/proc", Integer.toString(hello().pid()));
    }

    /** Where one says a line with a port and is connected to what listens there in the room. */
    public UnixDomainSocketAddress ports() {
        return UnixDomainSocketAddress.of(settings.ports().resolve("ports.sock"));
    }

    /** How the programs of terminals get in. */
    public TerminalCommand terminals() {
        return new RoomEntry(settings, hello().pid());
    }

    public RoomUsage usage() throws RoomException {
        return RoomUsage.parse(ask("usage"));
    }

    private String ask(String question) throws RoomException {
        asking.lock();
        try {
            answers.clear();
            OutputStream in = process.getOutputStream();
            in.write((question + '\n').getBytes(StandardCharsets.US_ASCII));
            in.flush();
            String answer = answers.poll(ANSWER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new RoomException(
                        "the room did not answer '" + question + "' within " + ANSWER_PATIENCE.toSeconds() + " s");
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoomException("interrupted while asking the room", e);
        } catch (RoomException e) {
            throw e;
        } catch (IOException e) {
            throw new RoomException("the room is gone", e);
        } finally {
            asking.unlock();
        }
    }

    private void read() {
        String why = "the room ended";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            why = "the room cannot be read: " + e.getMessage();
        }
        hello.completeExceptionally(new RoomException(why));
        if (!closing) {
            listener.lost(why);
        }
    }

    private void take(String line) {
        String what = line.split(" ", 2)[0];
        switch (what) {
            case "ready" -> greet(line);
            case "fail" -> fail(RoomLines.words(line).getOrDefault("message", "the room cannot be made"));
            case "usage" -> answers.offer(line);
            case "oom" -> listener.outOfMemory();
            case "full" -> listener.outOfDisk();
            default -> LOG.atWarn().addKeyValue("line", line).log("the room said what nobody understands");
        }
    }

    private void greet(String line) {
        RoomHello.parse(line)
                .ifPresentOrElse(hello::complete, () -> fail("the room is of another version: it said '" + line + "'"));
    }

    private void fail(String message) {
        if (!hello.completeExceptionally(new RoomException(message))) {
            LOG.atError().addKeyValue("message", message).log("the room failed");
        }
    }

    /** Lets the room end, which leaves nothing of it; kills it only when it does not. */
    @Override
    public void close() {
        closing = true;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("input of the room was closed already");
        }
        boolean ended = false;
        try {
            ended = process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            LOG.atError().addKeyValue("pid", process.pid()).log("room killed, it did not stop");
            process.destroyForcibly();
        }
    }
}
