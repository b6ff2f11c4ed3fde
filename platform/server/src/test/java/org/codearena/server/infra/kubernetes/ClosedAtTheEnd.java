package org.codearena.server.infra.kubernetes;

import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.function.Consumer;

/**
 * A watch that the mock learns the end of when the cluster ends, and not before.
 *
 * <p>Told at once, the mock's one event loop waits until what the watch still had to send is sent, which waits for the event loop; and a
 * change that comes meanwhile finds the watch on the list but its sender stopped, and is never answered. Either way a request hung for
 * half a minute whenever a change and the end of a watch met. What is sent to a closed watch goes nowhere.
 */
final class ClosedAtTheEnd extends WebSocketListener {
    private final WebSocketListener watch;
    private final Consumer<Runnable> atTheEnd;

    ClosedAtTheEnd(WebSocketListener watch, Consumer<Runnable> atTheEnd) {
        this.watch = watch;
        this.atTheEnd = atTheEnd;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        watch.onOpen(socket, response);
        atTheEnd.accept(() -> watch.onClosed(socket, 1000, "the cluster ends"));
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        watch.onClosing(socket, code, reason);
    }
}
