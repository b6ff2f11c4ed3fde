package org.codearena.server.infra.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Fault;

/**
 * The open Server-Sent Events streams of this process. Serving one blocks its request until the feature ends it, the client
 * goes away (seen at the next write, a heartbeat at the latest), reads too slowly, or the server stops. Thread-safe.
 */
public final class EventStreams implements AutoCloseable {
    /**
     * The bounds.
     *
     * @param mostOpen above it a stream is refused with 503
     * @param queued events a client may lag behind before it is closed
     * @param heartbeat between comments on a silent stream
     */
    public record Config(int mostOpen, int queued, Duration heartbeat) {
        public static Config defaults() {
            return new Config(5_000, 256, Duration.ofSeconds(15));
        }
    }

    /** Where a stream's events come from. */
    @FunctionalInterface
    public interface Source {
        /** Replays what has been, from {@link EventStream#lastEventId()} on, and keeps sending until it is closed. */
        AutoCloseable subscribe(EventStream stream);
    }

    private static final Pattern SANE_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final Config config;
    private final Semaphore free;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public EventStreams(Config config) {
        this.config = config;
        this.free = new Semaphore(config.mostOpen());
    }

    public void serve(ServerRequest request, ServerResponse response, Source source) throws Exception {
        if (closed || !free.tryAcquire()) {
            throw Fault.unavailable("no further event stream can be opened just now", Duration.ofSeconds(5));
        }
        try {
            serveOpen(request, response, source);
        } finally {
            free.release();
        }
    }

    /** How many are open. */
    public int size() {
        return open.size();
    }

    /** Ends every stream after what was sent so far and refuses new ones. */
    @Override
    public void close() {
        closed = true;
        open.forEach(EventStream::end);
    }

    private void serveOpen(ServerRequest request, ServerResponse response, Source source) throws Exception {
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                // Tells a proxy before us not to collect the answer.
                .header(HeaderValues.create("X-Accel-Buffering", "no"));
        OutputStream out = response.outputStream();
        EventStream stream = new EventStream(out, lastEventId(request), config.queued());
        open.add(stream);
        if (closed) {
            stream.end();
        }
        try {
            if (!pump(stream, source)) {
                throw new CloseConnectionException("the client read too slowly or the server stopped");
            }
        } catch (IOException gone) {
            throw new CloseConnectionException("the client of an event stream went away", gone);
        } finally {
            open.remove(stream);
            stream.over();
        }
        out.close();
    }

    private boolean pump(EventStream stream, Source source) throws Exception {
        stream.open();
        try (AutoCloseable _ = source.subscribe(stream)) {
            return stream.pump(config.heartbeat());
        }
    }

    private static Optional<String> lastEventId(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.create("Last-Event-ID"))
                .filter(id -> SANE_ID.matcher(id).matches());
    }
}
