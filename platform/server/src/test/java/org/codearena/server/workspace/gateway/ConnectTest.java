package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.codearena.server.identity.TestIdentity.Person;
import org.codearena.server.infra.http.TestPeer.Call;
import org.codearena.server.infra.http.TestPeer.Frame;
import org.codearena.server.infra.http.TestSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets to a session's runner, and for how long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectTest {
    private final Site site = Site.start();
    private final Person alice = site.identity().register("alice");
    private final Person bob = site.identity().register("bob");

    @BeforeEach
    void usual() {
        site.runnerDoes(Call::echo);
    }

    @AfterEach
    void nothingIsLeft() {
        site.endAll();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private int refusal(UUID session, String ticket, UnaryOperator<WebSocket.Builder> with) {
        return assertThrows(TestSocket.Refused.class, () -> site.connect(session, ticket, with))
                .status();
    }

    private int refusal(Person person, UUID session, String ticket) {
        return refusal(
                session,
                ticket,
                builder -> builder.header("Origin", site.server().origin()).header("Cookie", person.cookie()));
    }

    @Test
    void ownerSpeaksWithTheRunnerAndTheRunnerKnowsForWhom() {
        UUID session = site.session(alice);
        TestSocket socket = site.connect(alice, session, site.ticket(alice, session));
        assertEquals("hello", socket.ask("hello"));
        assertEquals("codearena.workspace.v1", socket.socket().getSubprotocol());
        Call call = site.runner().calls().getLast();
        assertEquals("/connect", call.target());
        assertEquals("codearena.workspace.v1", call.field("sec-websocket-protocol"));
        assertFalse(call.fields().containsKey("cookie"));
        assertFalse(call.fields().containsKey("origin"));
        String subject = URLDecoder.decode(call.field("codearena-signature").split(";", -1)[1], StandardCharsets.UTF_8);
        assertTrue(subject.matches("sub=user:" + alice.id() + ";login:[0-9a-f]{64}"), subject);
        socket.socket().sendClose(1000, "").join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://127.0.0.1",
                "http://127.0.0.1:PORT.evil.example",
                "http://localhost.evil.example:PORT",
                "http://3000-00000000-0000-0000-0000-000000000000.localhost:PORT",
                "http://x@127.0.0.1:PORT",
                "http://127.0.0.1:PORT/",
                "null",
                "file://",
                "http://127.0.0.1:PORT http://127.0.0.1:PORT"
            })
    void foreignOriginIsRefusedAndCostsNoTicket(String origin) {
        UUID session = site.session(alice);
        String ticket = site.ticket(alice, session);
        String given =
                origin.replace("PORT", String.valueOf(site.server().server().port()));
        assertEquals(
                403,
                refusal(
                        session,
                        ticket,
                        builder -> builder.header("Origin", given).header("Cookie", alice.cookie())));
        site.connect(alice, session, ticket).socket().abort();
    }

    @Test
    void absentOriginIsRefused() {
        UUID session = site.session(alice);
        String ticket = site.ticket(alice, session);
        assertEquals(403, refusal(session, ticket, builder -> builder.header("Cookie", alice.cookie())));
    }

    @Test
    void twoOriginsAreNone() {
        UUID session = site.session(alice);
        String ticket = site.ticket(alice, session);
        String own = site.server().origin();
        assertEquals(
                403,
                refusal(
                        session,
                        ticket,
                        builder -> builder.header("Origin", own)
                                .header("Origin", "https://evil.example")
                                .header("Cookie", alice.cookie())));
    }

    @Test
    void ticketIsGoodOnce() {
        UUID session = site.session(alice);
        String ticket = site.ticket(alice, session);
        site.connect(alice, session, ticket).socket().abort();
        assertEquals(401, refusal(alice, session, ticket));
    }

    @Test
    void ofAHundredThatUseATicketAtOnceOneGetsIn() {
        UUID session = site.session(alice);
        String ticket = site.ticket(alice, session);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Boolean>> tries = IntStream.range(0, 100)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> getsIn(session, ticket), threads))
                    .toList();
            assertEquals(1, tries.stream().filter(CompletableFuture::join).count());
        }
    }

    private boolean getsIn(UUID session, String ticket) {
        try {
            site.connect(alice, session, ticket);
            return true;
        } catch (TestSocket.Refused refused) {
            assertEquals(401, refused.status());
            return false;
        }
    }

    @Test
    void ticketOfAnotherSessionIsRefusedAndSpent() {
        UUID one = site.session(alice);
        UUID two = site.session(alice);
        String ticket = site.ticket(alice, one);
        assertEquals(401, refusal(alice, two, ticket));
        assertEquals(401, refusal(alice, one, ticket));
    }

    @Test
    void ticketOfSomebodyElseIsRefused() {
        UUID session = site.session(alice);
        String ticket = site.ticket(alice, session);
        assertEquals(403, refusal(bob, session, ticket));
    }

    @Test
    void ticketOfAnotherLoginOfTheSamePersonIsRefused() {
        UUID session = site.session(alice);
        Person elsewhere = site.identity().login("alice", "correct horse alice");
        assertEquals(403, refusal(elsewhere, session, site.ticket(alice, session)));
    }

    @Test
    void ticketWithoutItsLoginIsRefused() {
        UUID session = site.session(alice);
        String ticket = site.ticket(alice, session);
        assertEquals(
                401,
                refusal(
                        session,
                        ticket,
                        builder -> builder.header("Origin", site.server().origin())));
    }

    @Test
    void ticketIsWorthNothingAfterLogout() {
        UUID session = site.session(alice);
        Person here = site.identity().login("alice", "correct horse alice");
        String ticket = site.ticket(here, session);
        assertEquals(204, here.post("/api/v1/auth/logout", "").statusCode());
        assertEquals(401, refusal(here, session, ticket));
    }

    @Test
    void ticketOfAPreviewOpensNoWebSocket() {
        UUID session = site.session(alice);
        var answer = alice.post("/api/v1/sessions/" + session + "/preview", "{\"port\":3000}");
        String ticket = answer.body().replaceAll(".*ticket=([A-Za-z0-9_-]+).*", "$1");
        assertEquals(401, refusal(alice, session, ticket));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "..."})
    void madeUpTicketIsRefused(String ticket) {
        int status = refusal(alice, site.session(alice), ticket);
        assertTrue(status == 401 || status == 400, String.valueOf(status));
    }

    @Test
    void sessionChangedHandsBetweenTicketAndUse() {
        UUID session = site.session(alice);
        String ticket = site.ticket(alice, session);
        site.put(session, bob, "running");
        assertEquals(404, refusal(alice, session, ticket));
    }

    @ParameterizedTest
    @ValueSource(strings = {"requested", "starting", "stopping", "stopped", "failed"})
    void sessionThatDoesNotRunIsAConflict(String phase) {
        UUID session = site.session(alice);
        String ticket = site.ticket(alice, session);
        site.put(session, alice, phase);
        assertEquals(409, refusal(alice, session, ticket));
        assertEquals(
                409, alice.post("/api/v1/sessions/" + session + "/ticket", "").statusCode());
    }

    @Test
    void nobodyGetsATicketForASessionThatIsNotTheirs() {
        UUID session = site.session(alice);
        String path = "/api/v1/sessions/" + session + "/ticket";
        assertEquals(404, bob.post(path, "").statusCode());
        assertEquals(
                404,
                alice.post("/api/v1/sessions/" + UUID.randomUUID() + "/ticket", "")
                        .statusCode());
        assertEquals(404, alice.post("/api/v1/sessions/nonsense/ticket", "").statusCode());
        assertEquals(401, site.identity().anonymous().post(path, "").statusCode());
    }

    @Test
    void ticketInTheUrlIsNone() {
        UUID session = site.session(alice);
        String ticket = site.ticket(alice, session);
        Site.Answer answer = site.ask(
                "GET /api/v1/sessions/" + session + "/connect?ticket=" + ticket,
                "127.0.0.1:" + site.server().server().port(),
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: "
                        + site.server().origin() + "\r\nCookie: " + alice.cookie()
                        + "\r\nSec-WebSocket-Protocol: codearena.workspace.v1\r\n");
        assertEquals(400, answer.status(), answer.toString());
    }

    /** A runner that says good-bye to the clients of a login, as a real one does. */
    private Map<String, BlockingQueue<Frame>> obedientRunner() {
        Map<String, BlockingQueue<Frame>> logins = new ConcurrentHashMap<>();
        site.runnerDoes(call -> {
            if (call.method().equals("DELETE")) {
                String login = call.target().replace("/clients?login=", "");
                Objects.requireNonNull(logins.get(login)).add(Frame.close(4401, "the login has ended"));
                call.answer("HTTP/1.1 204 No Content\n\n");
            } else {
                String subject =
                        URLDecoder.decode(call.field("codearena-signature").split(";", -1)[1], StandardCharsets.UTF_8);
                BlockingQueue<Frame> bye = new LinkedBlockingQueue<>();
                logins.put(subject.replaceFirst(".*login:", ""), bye);
                call.agree("");
                call.out().write(bye.take().unmasked());
            }
        });
        return logins;
    }

    @Test
    void logoutClosesTheSocketsOfThatLoginAndOfNoOther() {
        UUID session = site.session(alice);
        Person here = site.identity().login("alice", "correct horse alice");
        obedientRunner();
        TestSocket ended = site.connect(here, session, site.ticket(here, session));
        TestSocket stays = site.connect(alice, session, site.ticket(alice, session));
        assertEquals(204, here.post("/api/v1/auth/logout", "").statusCode());
        assertEquals(4401, ended.closeCode());
        assertTrue(stays.isOpen());
    }

    @Test
    void runnerThatDoesNotSayGoodByeCannotKeepASocketOpen() {
        UUID session = site.session(alice);
        Person here = site.identity().login("alice", "correct horse alice");
        site.runnerDoes(call -> {
            if (call.method().equals("DELETE")) {
                call.in().readAllBytes();
            } else {
                call.echo();
            }
        });
        TestSocket socket = site.connect(here, session, site.ticket(here, session));
        assertEquals("x", socket.ask("x"));
        long start = System.nanoTime();
        here.post("/api/v1/auth/logout", "");
        assertEquals(-1, socket.closeCode() == 1006 ? -1 : socket.closeCode());
        assertTrue(System.nanoTime() - start < 10_000_000_000L);
    }

    @Test
    void changeOfPasswordEndsTheOtherLogins() {
        Person dora = site.identity().register("dora");
        Person elsewhere = site.identity().login("dora", "correct horse dora");
        UUID session = site.session(dora);
        obedientRunner();
        TestSocket ended = site.connect(elsewhere, session, site.ticket(elsewhere, session));
        TestSocket stays = site.connect(dora, session, site.ticket(dora, session));
        assertEquals(
                204,
                dora.put("/api/v1/me/password", "{\"current\":\"correct horse dora\",\"next\":\"another horse dora\"}")
                        .statusCode());
        assertEquals(4401, ended.closeCode());
        assertTrue(stays.isOpen());
    }

    @Test
    void changeOfRoleEndsEveryLogin() {
        Person erin = site.identity().register("erin");
        UUID session = site.session(erin);
        obedientRunner();
        TestSocket socket = site.connect(erin, session, site.ticket(erin, session));
        site.identity().admin().patch("/api/v1/users/" + erin.id(), "{\"role\":\"setter\"}");
        assertEquals(4401, socket.closeCode());
    }

    @Test
    void sessionThatIsOverIsFoundBySight() {
        UUID session = site.session(alice);
        TestSocket socket = site.connect(alice, session, site.ticket(alice, session));
        assertEquals("x", socket.ask("x"));
        site.put(session, alice, "stopped");
        site.gateway().ways().lookOver();
        int _ = socket.closeCode();
    }
}
