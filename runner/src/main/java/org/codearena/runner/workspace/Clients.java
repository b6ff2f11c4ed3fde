package org.codearena.runner.workspace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The WebSockets that are connected. Safe for use by several threads. */
final class Clients {
    static final int MOST = 32;

    /** The connection was replaced by another of the same tab. */
    static final int REPLACED = 4409;

    private static final int SILENT = 4408;
    private static final int LOGIN_ENDED = 4401;
    private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(50);
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final JsonMapper mapper;
    private final Set<ClientSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<String, ClientSocket> named = new ConcurrentHashMap<>();

    Clients(JsonMapper mapper) {
        this.mapper = mapper;
    }

    byte[] frame(Event event) {
        return Frame.event(mapper.writerFor(Event.class).writeValueAsBytes(event));
    }

    /** What a client is told that missed events. */
    List<byte[]> resync() {
        return List.of(
                frame(new Event.Resync("files")),
                frame(new Event.Resync("terminals")),
                frame(new Event.Resync("ports")));
    }

    /** Takes one more in, if there is room. */
    synchronized boolean add(ClientSocket socket) {
        return sockets.size() < MOST && sockets.add(socket);
    }

    /** A client says who it is; an earlier connection of the same, which may be dead without knowing it, is closed. */
    void name(ClientSocket socket, String client) {
        ClientSocket earlier = named.put(client, socket);
        if (earlier != null && earlier != socket) {
            earlier.close(REPLACED, "the same client connected again");
            earlier.letGo();
        }
    }

    synchronized void remove(ClientSocket socket) {
        sockets.remove(socket);
        named.values().remove(socket);
        notifyAll();
    }

    /** Waits until there are none, so long at most. */
    synchronized void awaitNone(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        try {
            for (long left = end - System.nanoTime(); !sockets.isEmpty() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    int size() {
        return sockets.size();
    }

    /** Tells everybody who said hello. */
    void tell(Event event) {
        byte[] frame = frame(event);
        named.values().forEach(socket -> socket.outbox().event(frame));
    }

    void forgetTerminal(int terminal) {
        sockets.forEach(socket -> socket.outbox().detach(terminal));
    }

    /** Closes those of one login. */
    void closeLogin(String login) {
        for (ClientSocket socket : List.copyOf(sockets)) {
            if (socket.subject().isOf(login)) {
                socket.close(LOGIN_ENDED, "the login has ended");
            }
        }
    }

    void closeAll(int code, String reason) {
        new ArrayList<>(sockets).forEach(socket -> socket.close(code, reason));
    }

    /** Pings who was not pinged for some time, closes who is silent, and cuts off who does not read. */
    void look() {
        long now = System.nanoTime();
        for (ClientSocket socket : sockets) {
            if (socket.outbox().stuckNanos(now) > STUCK_NANOS) {
                socket.cut();
            } else if (socket.silentNanos(now) > SILENT_NANOS) {
                socket.close(SILENT, "nothing was heard for " + TimeUnit.NANOSECONDS.toSeconds(SILENT_NANOS) + " s");
            } else {
                socket.pingIfDue(now, PING_NANOS);
            }
        }
    }
}
