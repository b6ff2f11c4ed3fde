package org.codearena.server.workspace.gateway;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.server.infra.http.AnswerBody;
import org.codearena.server.infra.http.Field;
import org.codearena.server.infra.http.Head;
import org.codearena.server.infra.http.Peer;

/**
 * One request that is passed on to a program, and its answer back, both as they come. Each has a connection of its own: to a socket
 * beside us that costs nothing, and what one program leaves behind on a connection can reach no other's.
 */
final class Exchange {
    private static final int BUFFER_BYTES = 32 << 10;
    /** For a program to think about a request. */
    private static final Duration THINKING = Duration.ofMinutes(2);
    /** Between pieces of an answer: a stream of events may be silent for long. */
    private static final Duration BETWEEN = Duration.ofHours(1);

    /** For the end of a request to be seen, after the program has seen it. */
    private static final Duration LAST_PIECE = Duration.ofMillis(500);

    private final Peer peer;
    private final ServerRequest request;
    private final String method;
    private volatile boolean answered;
    /** Whether the request has been read to its end, so that the connection can have another. */
    private volatile boolean uploaded;

    Exchange(Peer peer, ServerRequest request) {
        this.peer = peer;
        this.request = request;
        this.method = request.prologue().method().text();
    }

    /**
     * Asks and passes the answer on.
     *
     * @param also a field of the answer besides the program's own
     */
    void run(String target, List<Field> fields, ServerResponse response, Field also) throws IOException {
        Optional<Thread> upload = ask(target, fields);
        Head head = peer.head();
        if (head.status() == 101) {
            throw new IOException("the session switched protocols without having been asked to");
        }
        if (isOfTheRunner(head)) {
            throw new NothingListensException();
        }
        AnswerBody body = AnswerBody.of(peer, head, method);
        answered = true;
        peer.allow(BETWEEN);
        begin(head, response, also);
        try {
            pass(body, head, response);
        } catch (IOException brokenOff) {
            throw new CloseConnectionException("the answer of a preview broke off", brokenOff);
        }
        finish(upload);
    }

    /** What the runner itself has to say to a request of a preview is that it reached no program. */
    private static boolean isOfTheRunner(Head head) {
        return head.status() == 502
                && head.first("Content-Type")
                        .filter(type -> type.startsWith("application/problem+json"))
                        .isPresent();
    }

    /** No program answers on the port. */
    static final class NothingListensException extends IOException {
        private static final long serialVersionUID = 1;
    }

    private Optional<Thread> ask(String target, List<Field> fields) throws IOException {
        ServerRequestHeaders headers = request.headers();
        boolean chunked = headers.contains(HeaderNames.TRANSFER_ENCODING);
        long length = headers.contentLength().orElse(-1);
        List<Field> all = new ArrayList<>(fields);
        all.add(new Field("Connection", "close"));
        if (chunked) {
            all.add(new Field("Transfer-Encoding", "chunked"));
        } else if (length >= 0) {
            all.add(new Field("Content-Length", String.valueOf(length)));
        }
        peer.allow(THINKING);
        peer.send(method, target, all);
        if (!chunked && length <= 0) {
            return Optional.empty();
        }
        InputStream body = request.content().inputStream();
        return Optional.of(Thread.ofVirtual().name("preview-upload").start(() -> upload(body, chunked)));
    }

    /** A program may answer before it has read everything, or instead; then its answer counts. */
    private void upload(InputStream body, boolean chunked) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                if (count > 0) {
                    uploadPiece(buffer, count, chunked);
                }
            }
            uploaded = true;
            if (chunked) {
                write("0\r\n\r\n");
            }
        } catch (IOException | RuntimeException _) {
            if (!answered) {
                // The browser went away, or the program did; what of an answer there is will be read to its end.
                peer.allow(Duration.ofSeconds(5));
            }
        }
    }

    private void uploadPiece(byte[] buffer, int count, boolean chunked) throws IOException {
        if (chunked) {
            write(Integer.toHexString(count) + "\r\n");
        }
        peer.write(buffer, 0, count);
        if (chunked) {
            write("\r\n");
        }
        peer.allow(answered ? BETWEEN : THINKING);
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        peer.write(bytes, 0, bytes.length);
    }

    private void begin(Head head, ServerResponse response, Field also) {
        boolean bodiless = AnswerBody.hasNone(head, "GET");
        for (Field field : ForwardedFields.answered(head.fields())) {
            if (!(bodiless && field.is("Content-Length"))) {
                add(response, field);
            }
        }
        add(response, also);
        response.status(Status.create(head.status()));
    }

    private static void add(ServerResponse response, Field field) {
        response.headers().add(HeaderValues.create(HeaderNames.create(field.name()), field.value()));
    }

    private void pass(AnswerBody body, Head head, ServerResponse response) throws IOException {
        if (AnswerBody.hasNone(head, method)) {
            response.send();
            return;
        }
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = response.outputStream()) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
                peer.allow(BETWEEN);
            }
        }
    }

    /** What a program did not want to read is on its way nevertheless; only closing the connection ends it. */
    private void finish(Optional<Thread> upload) {
        try {
            if (upload.isPresent() && !(upload.get().join(LAST_PIECE) && uploaded)) {
                throw new CloseConnectionException("a preview answered before it had read everything");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("the server is stopping", stopping);
        }
    }
}
