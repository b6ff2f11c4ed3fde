package org.codearena.runner.workspace;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.runner.http.Problem;
import org.codearena.runner.http.RequestBody;
import org.codearena.runner.signature.Signature;

/**
 * Shows what listens in the room to who asked for {@code /preview/PORT/…}. Programs there believe to be asked at {@code
 * localhost:PORT}, since many refuse any other name. Each request has a connection of its own. Never sees another host:
 * whatever is asked for, the room connects to itself.
 */
final class Preview {
    private static final Pattern TARGET = Pattern.compile("/preview/([1-9][0-9]{0,4})(/.*)?");
    private static final int MAX_PORT = 65_535;
    private static final int COPY_BYTES = 16 << 10;

    private final Workspace workspace;

    Preview(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * What is asked for.
     *
     * @param path with the query, as it was sent, without what names the port
     */
    private record Target(int port, String path) {
        String host() {
            return "localhost:" + port;
        }
    }

    private static Optional<Target> target(HttpPrologue prologue) {
        Matcher target = TARGET.matcher(prologue.uriPath().rawPath());
        if (!target.matches() || Integer.parseInt(target.group(1)) > MAX_PORT) {
            return Optional.empty();
        }
        String path = target.group(2) == null ? "/" : target.group(2);
        String query = prologue.query().rawValue();
        return Optional.of(new Target(Integer.parseInt(target.group(1)), query.isEmpty() ? path : path + '?' + query));
    }

    /** Asks a program and passes its answer on as it comes. */
    void forward(ServerRequest request, ServerResponse response) {
        Target target = target(request.prologue())
                .orElseThrow(() -> Problem.malformed("allowed are paths that begin with /preview/PORT/"));
        workspace.use();
        try (RoomPort program = RoomPort.connect(workspace.room().ports(), target.port)) {
            HttpHead answer = ask(request, program, target);
            pass(answer, request.prologue().method().text(), target, program.in(), response);
        } catch (IOException e) {
            throw Problem.of(Status.BAD_GATEWAY_502, "nothing-listens", String.valueOf(e.getMessage()));
        }
    }

    private static HttpHead ask(ServerRequest request, RoomPort program, Target target) throws IOException {
        boolean chunked = request.headers().contains(HeaderValues.TRANSFER_ENCODING_CHUNKED);
        long length = request.headers().contentLength().orElse(-1);
        StringBuilder head = head(request.prologue(), request.headers(), target);
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (length >= 0) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        program.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (chunked || length > 0) {
            sendBody(RequestBody.of(request), program, chunked);
        }
        HttpHead answer = HttpHead.read(program.in());
        while (answer.status() < 200 && answer.status() != 101) {
            answer = HttpHead.read(program.in());
        }
        return answer;
    }

    /** A program may answer before it has read all, and close; then its answer counts. */
    private static void sendBody(InputStream body, RoomPort program, boolean chunked) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            try {
                if (chunked) {
                    program.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                program.write(Arrays.copyOf(buffer, count));
                if (chunked) {
                    program.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException _) {
                return;
            }
        }
        if (chunked) {
            program.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The request line and the fields that concern the program. */
    private static StringBuilder head(HttpPrologue prologue, Headers headers, Target target) {
        StringBuilder head = new StringBuilder(prologue.method().text())
                .append(' ')
                .append(target.path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(target.host())
                .append("\r\n");
        Set<String> dropped = new HashSet<>(Set.of("host", "content-length", "expect"));
        dropped.add(Signature.HEADER.lowerCase());
        for (String named : headers.values(HeaderNames.CONNECTION)) {
            dropped.add(named.strip().toLowerCase(Locale.ROOT));
        }
        for (Header header : headers) {
            if (!HttpHead.isHop(header.name())
                    && !dropped.contains(header.headerName().lowerCase())) {
                for (String value : header.allValues()) {
                    String sent =
                            header.headerName().equals(HeaderNames.ORIGIN) ? origin(value, headers, target) : value;
                    head.append(new HttpHead.Field(header.name(), sent).line());
                }
            }
        }
        return head;
    }

    /** The page's own origin is that of the program, as the program sees it; any other stays, for the program to refuse. */
    private static String origin(String origin, Headers headers, Target target) {
        String authority = origin.replaceFirst("^https?://", "");
        boolean own = isHost(headers, HeaderNames.HOST, authority)
                || isHost(headers, HeaderNames.X_FORWARDED_HOST, authority);
        return own ? "http://" + target.host() : origin;
    }

    private static boolean isHost(Headers headers, HeaderName name, String authority) {
        return headers.first(name).filter(authority::equalsIgnoreCase).isPresent();
    }

    private static void pass(HttpHead answer, String method, Target target, InputStream in, ServerResponse response)
            throws IOException {
        if (answer.status() == 101) {
            throw new IOException("what listens there switched to another protocol without having been asked to");
        }
        response.status(Status.create(answer.status(), answer.reason()));
        for (HttpHead.Field field : answer.fields()) {
            if (!HttpHead.isHop(field.name())) {
                response.headers().add(HeaderValues.create(HeaderNames.create(field.name()), value(field, target)));
            }
        }
        if (answer.hasNoBody(method)) {
            response.send();
            return;
        }
        try {
            copy(body(answer, in), response);
        } catch (IOException e) {
            throw new CloseConnectionException("what listens there broke off its answer", e);
        }
    }

    /** Where a program sends the browser to itself, it does so by the name it knows. */
    private static String value(HttpHead.Field field, Target target) {
        if (!field.name().equalsIgnoreCase("Location")) {
            return field.value();
        }
        for (String own : new String[] {"http://" + target.host(), "http://127.0.0.1:" + target.port}) {
            if (field.value().equals(own)) {
                return "/";
            }
            if (field.value().startsWith(own + '/')) {
                return field.value().substring(own.length());
            }
        }
        return field.value();
    }

    private static InputStream body(HttpHead answer, InputStream in) throws IOException {
        if (answer.isChunked()) {
            return new ChunkedInput(in);
        }
        Optional<String> length = answer.first("Content-Length");
        if (length.isEmpty()) {
            return in;
        }
        if (!length.get().matches("[0-9]{1,18}")) {
            throw new IOException("a body of '" + length.get() + "' bytes");
        }
        return new CountedInput(in, Long.parseLong(length.get()));
    }

    /** Each piece goes on at once: a program may say something now and more in an hour. */
    private static void copy(InputStream body, ServerResponse response) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        try (OutputStream out = response.outputStream()) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        }
    }

    /**
     * Asks a program for another protocol.
     *
     * @return the connection after it has agreed, with its answer; nothing where it has not, or nothing listens
     */
    Optional<Upgraded> upgrade(HttpPrologue prologue, Headers headers) {
        Optional<Target> target = target(prologue);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        workspace.use();
        Optional<Upgraded> upgraded = Optional.empty();
        try {
            RoomPort program = RoomPort.connect(workspace.room().ports(), target.get().port);
            try {
                upgraded = upgrade(program, prologue, headers, target.get());
            } finally {
                if (upgraded.isEmpty()) {
                    program.close();
                }
            }
        } catch (IOException _) {
            // It is asked again without an upgrade, which says what is wrong.
        }
        return upgraded;
    }

    private static Optional<Upgraded> upgrade(RoomPort program, HttpPrologue prologue, Headers headers, Target target)
            throws IOException {
        String protocol = headers.get(HeaderNames.UPGRADE).get();
        StringBuilder head = head(prologue, headers, target)
                .append("Connection: Upgrade\r\nUpgrade: ")
                .append(protocol)
                .append("\r\n\r\n");
        program.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        HttpHead answer = HttpHead.read(program.in());
        return answer.status() == 101 ? Optional.of(new Upgraded(program, answer)) : Optional.empty();
    }

    /** A program that speaks another protocol from now on. */
    record Upgraded(RoomPort program, HttpHead answer) {
        byte[] head() {
            StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
            answer.fields().forEach(field -> head.append(field.line()));
            return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
