package org.codearena.runner.workspace;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.codearena.runner.signature.Subject;
import org.codearena.runner.terminal.Attachment;
import org.codearena.runner.terminal.Size;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's WebSocket. The thread of the connection takes frames apart and never waits for a terminal or a disk: each
 * request has a thread of its own. What is sent goes through the {@link Outbox} only, because the session must not be used
 * by two threads.
 */
final class ClientSocket implements WsListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);
    private static final int BROKEN = 4400;
    private static final int TRY_LATER = 1013;
    private static final int MAX_REQUESTS = 64;
    private static final int MAX_REASON = 120;
    private static final int CLOSE_MILLIS = 3_000;

    private final Subject subject;
    private final Clients clients;
    private final Requests requests;
    private final Outbox outbox;
    private final Semaphore running = new Semaphore(MAX_REQUESTS);
    private final AtomicBoolean gone = new AtomicBoolean();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
    private volatile @Nullable WsSession session;
    private volatile Runnable cut = () -> {};
    private volatile String client = "";
    private volatile long heardAt = System.nanoTime();
    private volatile long pingedAt = System.nanoTime();

    ClientSocket(Subject subject, Clients clients, Requests requests) {
        this.subject = subject;
        this.clients = clients;
        this.requests = requests;
        this.outbox = new Outbox("client", new SessionSink(), clients.resync(), this::over);
    }

    /** Writes to the session; used by the thread of the outbox. */
    private final class SessionSink implements Outbox.Sink {
        @Override
        public void send(byte[] bytes, int length) {
            WsSession to = session;
            if (to != null) {
                to.send(BufferData.createReadOnly(bytes, 0, length), true);
            }
        }

        @Override
        public void close(int code, String reason) {
            WsSession to = session;
            if (to != null) {
                to.close(code, reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason);
            }
        }
    }

    Subject subject() {
        return subject;
    }

    Outbox outbox() {
        return outbox;
    }

    /** What the client calls itself; empty before it said hello. */
    String client() {
        return client;
    }

    void greet(String name) {
        client = name;
        clients.name(this, name);
    }

    /** @param how to end the connection whatever goes on */
    void onCut(Runnable how) {
        cut = how;
    }

    @Override
    public void onOpen(WsSession opened) {
        session = opened;
        outbox.start();
        if (!clients.add(this)) {
            close(TRY_LATER, Clients.MOST + " clients are connected already");
        }
    }

    @Override
    public void onMessage(WsSession from, String text, boolean last) {
        close(BROKEN, "a text frame, allowed are binary ones");
    }

    @Override
    public void onMessage(WsSession from, BufferData buffer, boolean last) {
        heardAt = System.nanoTime();
        byte[] bytes = buffer.readBytes();
        try {
            if (bytes.length > Frame.MAX_BYTES - begun.size()) {
                throw new BrokenFrameException("a frame of more than " + Frame.MAX_BYTES + " bytes");
            }
            if (last && begun.size() == 0) {
                take(Frame.decode(bytes));
                return;
            }
            begun.writeBytes(bytes);
            if (last) {
                byte[] whole = begun.toByteArray();
                begun.reset();
                take(Frame.decode(whole));
            }
        } catch (BrokenFrameException e) {
            close(BROKEN, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Frame frame) throws BrokenFrameException, InterruptedException {
        switch (frame) {
            case Frame.Request request -> start(request);
            case Frame.Input(int terminal, byte[] keys) -> type(terminal, keys);
            case Frame.Acknowledge(int terminal, long offset) -> acknowledge(terminal, offset);
            case Frame.Resize(int terminal, int columns, int rows) ->
                outbox.attachment(terminal).ifPresent(shown -> shown.resize(new Size(columns, rows)));
            case Frame.Ping(byte[] payload) -> outbox.control(Frame.control(Frame.PONG, payload));
            case Frame.Pong() -> {}
        }
    }

    private void type(int terminal, byte[] keys) throws BrokenFrameException {
        Optional<Attachment> attachment = outbox.attachment(terminal);
        if (attachment.isPresent()) {
            requests.use();
            if (!attachment.get().type(keys)) {
                throw new BrokenFrameException("more input than terminal " + terminal + " keeps for its program");
            }
        }
    }

    private void acknowledge(int terminal, long offset) throws BrokenFrameException {
        Optional<Attachment> attachment = outbox.attachment(terminal);
        if (attachment.isPresent()) {
            if (!attachment.get().acknowledge(offset)) {
                throw new BrokenFrameException("offset " + offset + " of terminal " + terminal
                        + " was acknowledged, sent is only what is before "
                        + attachment.get().offset());
            }
            outbox.wake();
        }
    }

    /** Waits while too many of this client's requests are not answered; those that are on need nothing from this thread. */
    private void start(Frame.Request request) throws InterruptedException {
        running.acquire();
        Thread.ofVirtual().name("request").start(() -> {
            Reply reply = requests.answer(this, request);
            outbox.reply(Frame.reply(request.id(), requests.json(reply.json()), reply.raw()), () -> {
                running.release();
                reply.sent().run();
            });
            if (gone.get()) {
                letGo();
            }
        });
    }

    @Override
    public void onPing(WsSession from, BufferData payload) {
        heardAt = System.nanoTime();
    }

    @Override
    public void onPong(WsSession from, BufferData payload) {
        heardAt = System.nanoTime();
    }

    @Override
    public void onError(WsSession from, Throwable failure) {
        LOG.atError().setCause(failure).log("a frame could not be taken");
    }

    /** Says why it ends, and ends it. */
    void close(int code, String reason) {
        outbox.close(code, reason);
    }

    /** Ends it without a word. */
    void cut() {
        if (!gone.get()) {
            cut.run();
        }
    }

    long silentNanos(long now) {
        return now - heardAt;
    }

    void pingIfDue(long now, long pingNanos) {
        if (now - pingedAt >= pingNanos) {
            pingedAt = now;
            outbox.control(Frame.control(Frame.PING, new byte[0]));
        }
    }

    /** The other side is given a moment to close, and is cut off if it does not. */
    private void over() {
        letGo();
        requests.later(CLOSE_MILLIS, this::cut);
    }

    /** The connection is over, however that came about. */
    void gone() {
        gone.set(true);
        clients.remove(this);
        outbox.end();
        letGo();
    }

    /** Terminals are held for it for a while: it may come back. */
    void letGo() {
        for (Attachment attachment : outbox.attachments()) {
            outbox.detach(attachment.terminal());
            attachment.lose();
        }
    }
}
