package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.codearena.server.TestDatabase;
import org.codearena.server.Until;
import org.codearena.server.identity.TestIdentity;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.infra.http.Peers;
import org.codearena.server.infra.http.TestPeer;
import org.codearena.server.infra.http.TestPeer.Call;
import org.codearena.server.infra.http.TestServer;
import org.codearena.server.infra.http.TestSocket;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.session.Phase;
import org.jspecify.annotations.Nullable;

/** A real server with accounts, a gateway, and one that stands for sessions' runners and believes only what is signed. */
final class Site implements AutoCloseable {
    private static final String KEY = "a1b2".repeat(16);

    private final TestDatabase database = TestDatabase.open();
    private final Map<UUID, SessionDirectory.Entry> sessions = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Peers peers = Peers.open(300);
    private final TestPeer runner = TestPeer.start(Call::echo);
    private final TestIdentity identity;
    private final Queue<TestSocket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Gateway> gateway = new AtomicReference<>();

    private Site(HttpConfig http, String previewHost) {
        identity = TestIdentity.start(database, http, (known, server) -> {
            Gateway made = Gateway.local(
                    known,
                    id -> Optional.ofNullable(sessions.get(id)),
                    peers,
                    InstantSource.system(),
                    Gateway.Config.of(http, previewHost));
            gateway.set(made);
            server.peers(peers).feature(made.routes()).host(made.previews()).frames(made.frameSource());
        });
        gateway().start();
    }

    static Site start() {
        return new Site(HttpConfig.defaults(), "localhost");
    }

    static Site start(HttpConfig http, String previewHost) {
        return new Site(http, previewHost);
    }

    TestServer server() {
        return identity.server();
    }

    TestIdentity identity() {
        return identity;
    }

    Gateway gateway() {
        return Objects.requireNonNull(gateway.get());
    }

    Peers peers() {
        return peers;
    }

    /** Does this with every request that is signed as it must be; one that is not gets a 401, as of a real one. */
    void runnerDoes(TestPeer.Behaviour behaviour) {
        runner.behave(call -> {
            if (isSigned(call)) {
                behaviour.handle(call);
            } else {
                call.answer("HTTP/1.1 401 Unauthorized\nContent-Length: 0\n\n");
            }
        });
    }

    TestPeer runner() {
        return runner;
    }

    UUID session(TestIdentity.Person owner) {
        return session(owner, "running");
    }

    UUID session(TestIdentity.Person owner, String phase) {
        UUID id = UUID.randomUUID();
        put(id, owner, phase);
        return id;
    }

    void put(UUID id, TestIdentity.Person owner, String phase) {
        sessions.put(
                id,
                new SessionDirectory.Entry(
                        owner.id(), Phase.of(phase), Optional.of(new Endpoint(runner.address(), new Secret(KEY)))));
    }

    String ticket(TestIdentity.Person person, UUID session) {
        HttpResponse<String> answer = person.post("/api/v1/sessions/" + session + "/ticket", "");
        assertEquals(200, answer.statusCode(), answer.body());
        return TestServer.json(answer).get("ticket").stringValue();
    }

    /** Opens the session's WebSocket as the page does. */
    TestSocket connect(TestIdentity.Person person, UUID session, String ticket) {
        return connect(
                session,
                ticket,
                builder -> builder.header("Origin", server().origin()).header("Cookie", person.cookie()));
    }

    TestSocket connect(UUID session, String ticket, UnaryOperator<WebSocket.Builder> with) {
        URI uri = URI.create("ws://127.0.0.1:" + server().server().port() + "/api/v1/sessions/" + session + "/connect");
        TestSocket socket = TestSocket.open(
                client, uri, builder -> with.apply(builder).subprotocols("codearena.workspace.v1", "ticket." + ticket));
        sockets.add(socket);
        return socket;
    }

    /** Ends every socket; whatever a test did, nothing may be open then. */
    void endAll() {
        sockets.forEach(socket -> socket.socket().abort());
        sockets.clear();
        runner.cutAll();
        Until.holds("no way into a session is open", () -> gateway().open() == 0);
        Until.holds("no connection to a runner is open", () -> peers.size() == 0);
        Until.holds("no tunnel is open", () -> server().server().tunnels() == 0);
    }

    /** The host of a preview, with the port at which the server can be reached. */
    String host(int port, UUID session) {
        return port + "-" + session + ".localhost:" + server().server().port();
    }

    /** The cookie by which this person's browser may see a preview, got as a browser does. */
    String previewCookie(TestIdentity.Person person, UUID session, int port) {
        HttpResponse<String> answer =
                person.post("/api/v1/sessions/" + session + "/preview", "{\"port\":" + port + "}");
        assertEquals(200, answer.statusCode(), answer.body());
        URI url = URI.create(TestServer.json(answer).get("url").stringValue());
        assertEquals(host(port, session), url.getRawAuthority());
        Answer opened = ask("GET " + url.getRawPath() + "?" + url.getRawQuery(), url.getRawAuthority(), "");
        assertEquals(303, opened.status(), opened.toString());
        return opened.field("Set-Cookie").split(";", 2)[0];
    }

    /** An answer as it came. */
    record Answer(String head, byte[] body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        String field(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .reduce((one, two) -> one + "\n" + two)
                    .orElse("");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return head + text();
        }
    }

    /** Sends a request to this host, its further lines each with an end, and reads the answer to its end. */
    Answer ask(String methodAndTarget, String host, String fields) {
        return ask(methodAndTarget, host, fields, "");
    }

    Answer ask(String methodAndTarget, String host, String fields, String body) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server().server().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((methodAndTarget + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Answer parse(byte[] all) {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer("HTTP/1.1 000 nothing\r\n", all);
        }
        String head = text.substring(0, end + 2);
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        return new Answer(head, chunked ? dechunked(body) : body);
    }

    private static byte[] dechunked(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = text.indexOf("\r\n", at);
            int size = Integer.parseInt(text.substring(at, line), 16);
            if (size == 0) {
                return out.toByteArray();
            }
            out.write(body, line + 2, size);
            at = line + 2 + size + 2;
        }
    }

    /** Whether a request carries the signature that the specification asks for. */
    static boolean isSigned(Call call) {
        String[] parts = call.fields().getOrDefault("codearena-signature", "").split(";", -1);
        if (parts.length != 4 || !parts[0].equals("v1")) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(KEY), "HmacSHA256"));
            String text = "v1\n" + call.method() + "\n" + call.target() + "\n" + parts[1].substring(4) + "\n"
                    + parts[2].substring(4) + "\n";
            String code = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            return parts[3].equals("mac=" + code);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public void close() {
        gateway().close();
        identity.close();
        peers.close();
        runner.close();
        database.close();
        client.shutdownNow();
        client.close();
    }
}
