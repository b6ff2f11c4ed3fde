package org.codearena.server.infra.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.ConnectionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Bytes forwarded both ways between a client and a peer, as they come: each direction has a virtual thread that reads only when
 * what it read before has been written, so that a slow reader slows down its writer and nothing piles up. When the peer ends its
 * direction all is over; when the client does, the peer may still say its last for a moment. Cutting ends it from any thread.
 */
public final class Tunnel {
    private static final int BUFFER_BYTES = 32 << 10;
    /** For a peer to end after its client has. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);
    /** For a client to end after its peer has: closing over bytes that nobody read would take back what was sent last. */
    private static final Duration DRAIN = Duration.ofMillis(250);

    private final ConnectionContext client;
    private final Peer peer;
    private final Duration quiet;
    private volatile boolean ending;

    Tunnel(ConnectionContext client, Peer peer, Duration quiet) {
        this.client = client;
        this.peer = peer;
        this.quiet = quiet;
    }

    /** Ends it at once, in both directions. */
    public void cut() {
        peer.close();
        closeClient();
    }

    /** Whether it has not ended yet. */
    public boolean isOpen() {
        return peer.isOpen();
    }

    /** Forwards until it ends. */
    void run() throws InterruptedException {
        moved();
        Thread up = Thread.ofVirtual().name("tunnel-up").start(this::up);
        try {
            down();
            // The client hears of the end when its connection is closed, by who called.
            boolean _ = up.join(DRAIN);
        } finally {
            cut();
            up.join();
        }
    }

    private void up() {
        DataReader reader = client.dataReader();
        byte[] buffer = new byte[0];
        boolean listened = true;
        try {
            while (true) {
                reader.ensureAvailable();
                BufferData data = reader.readBuffer();
                int count = data.available();
                buffer = buffer.length < count ? new byte[count] : buffer;
                int _ = data.read(buffer, 0, count);
                listened = listened && pass(buffer, count);
            }
        } catch (DataReader.InsufficientDataAvailableException end) {
            finish();
        } catch (RuntimeException broken) {
            peer.close();
        }
    }

    /**
     * Passes on what the client says. A peer that does not listen any more may still have said something that is on its way to the
     * client: until that is through, what the client says is read for nobody.
     */
    private boolean pass(byte[] bytes, int count) {
        try {
            peer.write(bytes, 0, count);
            moved();
            return true;
        } catch (IOException deaf) {
            ending = true;
            peer.allow(LAST_WORDS);
            return false;
        }
    }

    private void finish() {
        try {
            ending = true;
            peer.allow(LAST_WORDS);
            peer.finish();
        } catch (IOException _) {
            peer.close();
        }
    }

    private void down() {
        DataWriter writer = client.dataWriter();
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int count = peer.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = peer.read(buffer, 0, buffer.length)) {
                writer.writeNow(BufferData.create(buffer, 0, count));
                moved();
            }
        } catch (IOException | UncheckedIOException broken) {
            peer.close();
        }
    }

    private void moved() {
        if (!ending) {
            peer.allow(quiet);
        }
    }

    private void closeClient() {
        try {
            client.serverSocket().close();
        } catch (UncheckedIOException _) {
            // It was closed before.
        }
    }
}
