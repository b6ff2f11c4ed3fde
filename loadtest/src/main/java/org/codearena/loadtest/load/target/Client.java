package org.codearena.loadtest.load.target;

import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.WebClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The HTTP API for generators that share their cores with the target: it takes a fraction of the time that {@link Api}
 * takes for a request. Blocks its caller, which is to be a virtual thread. Thread-safe.
 */
public final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    private final URI server;
    private final WebClient http;
    /** A request more waits here: without that, one slow moment is thousands of connections, and making them is the next. */
    private final Semaphore connections;

    /** @param connections that requests have at most, kept open for the next; streams have their own */
    public Client(URI server, int connections) {
        this.server = server;
        this.connections = new Semaphore(connections);
        this.http = WebClient.builder()
                .connectTimeout(TO_CONNECT)
                .readTimeout(PATIENCE)
                .shareConnectionCache(false)
                .connectionCacheSize(connections)
                .build();
    }

    /** Gets any address of the server; without a token where that is empty. */
    public Answer get(String path, String token) throws IOException {
        return answer(() -> request(http.get().uri(server.resolve(path)), token).request());
    }

    /** Posts JSON that is written already to an address below {@code /api/v1}. */
    public Answer post(String path, String token, byte[] json) throws IOException {
        return answer(() -> request(http.post().uri(server.resolve("/api/v1" + path)), token)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .submit(json));
    }

    /** A stream of Server-Sent Events, until it is read or the caller closes it. */
    public InputStream stream(String path, String token) throws IOException {
        try {
            HttpClientResponse response = request(http.get().uri(server.resolve("/api/v1" + path)), token)
                    .header(HeaderNames.ACCEPT, "text/event-stream")
                    .request();
            if (response.status().code() != 200) {
                String text = response.as(String.class);
                throw new IOException("the stream " + path + " was refused with "
                        + response.status().code() + ": " + text);
            }
            return response.inputStream();
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private static HttpClientRequest request(HttpClientRequest request, String token) {
        return token.isEmpty() ? request : request.header(HeaderNames.AUTHORIZATION, "Bearer " + token);
    }

    private interface Call {
        HttpClientResponse make();
    }

    private Answer answer(Call call) throws IOException {
        connections.acquireUninterruptibly();
        try (HttpClientResponse response = call.make()) {
            byte[] body = response.as(byte[].class);
            return new Answer(response.status().code(), body, Optional.empty(), Optional.empty());
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        } finally {
            connections.release();
        }
    }

    @Override
    public void close() {
        http.closeResource();
    }
}
