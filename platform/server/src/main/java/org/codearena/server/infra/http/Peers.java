package org.codearena.server.infra.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.StopSignal;

/** The connections of this process to peers: so many at most, and none that outlives its time. Thread-safe. */
public final class Peers implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final int most;
    private final Semaphore free;
    private final Set<Peer> open = ConcurrentHashMap.newKeySet();
    private final StopSignal stop = new StopSignal();
    private final Thread watch;

    private Peers(int most) {
        this.most = most;
        this.free = new Semaphore(most);
        this.watch = Thread.ofVirtual().name("peers").unstarted(this::watch);
    }

    /** Begins to watch over connections, of which there may be so many at once. */
    public static Peers open(int most) {
        Peers peers = new Peers(most);
        peers.watch.start();
        return peers;
    }

    /** Connects; too many are a fault, and who does not answer an exception. */
    public Peer connect(SocketAddress address) throws IOException {
        if (stop.given() || !free.tryAcquire()) {
            throw Fault.unavailable("all " + most + " connections to sessions are in use", TRY_AGAIN);
        }
        SocketChannel channel;
        try {
            channel = connected(address);
        } catch (IOException | RuntimeException failure) {
            free.release();
            throw failure;
        }
        Peer peer = new Peer(channel, this::forget);
        open.add(peer);
        if (stop.given()) {
            peer.close();
        }
        return peer;
    }

    /** How many are open. */
    public int size() {
        return open.size();
    }

    private static SocketChannel connected(SocketAddress address) throws IOException {
        if (!(address instanceof InetSocketAddress)) {
            return SocketChannel.open(address);
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.socket().connect(address, (int) CONNECT_TIMEOUT.toMillis());
            return channel;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private void forget(Peer peer) {
        if (open.remove(peer)) {
            free.release();
        }
    }

    private void watch() {
        while (!stop.givenWithin(LOOK_EVERY)) {
            long now = System.nanoTime();
            open.stream().filter(peer -> peer.isLate(now)).forEach(Peer::close);
        }
    }

    /** Ends every connection and refuses new ones. */
    @Override
    public void close() {
        stop.giveAndJoin(List.of(watch), CONNECT_TIMEOUT);
        open.forEach(Peer::close);
    }
}
