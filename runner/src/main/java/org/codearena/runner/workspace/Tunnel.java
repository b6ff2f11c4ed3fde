package org.codearena.runner.workspace;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that was upgraded: bytes go both ways until either side ends. */
final class Tunnel implements ServerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(Tunnel.class);
    private static final int BYTES = 16 << 10;

    private final ConnectionContext client;
    private final RoomPort program;
    private volatile Thread reader = Thread.currentThread();

    /** @param program where the answer to the upgrade has been read already */
    Tunnel(ConnectionContext client, RoomPort program) {
        this.client = client;
        this.program = program;
    }

    @Override
    public void handle(Limit limit) {
        reader = Thread.currentThread();
        Thread.ofVirtual().name("tunnel").start(this::toClient);
        try {
            while (true) {
                BufferData bytes = client.dataReader().readBuffer();
                program.write(bytes.readBytes());
            }
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("a tunnel ended");
        } finally {
            program.close();
        }
    }

    private void toClient() {
        byte[] buffer = new byte[BYTES];
        try {
            for (int count = read(buffer); count >= 0; count = read(buffer)) {
                client.dataWriter().writeNow(BufferData.createReadOnly(buffer, 0, count));
            }
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("a tunnel ended");
        } finally {
            program.close();
            close(true);
        }
    }

    private int read(byte[] buffer) throws IOException {
        return program.in().read(buffer);
    }

    static void writeAll(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is in use as long as it is there. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    /** Wakes the thread that waits for the client, which is the only way to end its connection. */
    @Override
    public void close(boolean interrupt) {
        reader.interrupt();
    }
}
