package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.codearena.contract.Lane;
import org.codearena.server.Until;
import org.codearena.server.execution.RunnerClient;
import org.codearena.server.identity.TestIdentity;
import org.codearena.server.infra.http.TestServer;
import org.codearena.server.kernel.Sha256;
import org.codearena.server.operations.OperationsRoutes;
import org.codearena.server.operations.Readings;
import org.codearena.server.operations.Replays;
import org.codearena.server.outbox.Topology;
import org.codearena.server.parking.Parked;
import org.codearena.server.parking.Parking;
import org.codearena.server.submission.AttemptTable;
import org.codearena.server.submission.NewSubmission.ProblemReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What nobody can deal with ends parked, with its reason, and delays nobody; an operator has it tried again. */
final class PoisonTest {
    private static final String PARKED = "/api/v1/operations/parked";

    @TempDir
    private Path directory;

    private QueuePath path;
    private TestIdentity identity;
    private TestIdentity.Person admin;

    @BeforeEach
    void startEverything() throws Exception {
        path = QueuePath.open(directory);
        Replays replays = new Replays(
                path.db().database(), path.topology(), path.outbox(), path.submissions(), path.rejudgements());
        identity = TestIdentity.start(
                path.db(),
                new OperationsRoutes(
                        path.db().database(), new Readings(path.cache()), replays, InstantSource.system()));
        admin = identity.admin();
    }

    @AfterEach
    void stopEverything() {
        identity.close();
        path.close();
    }

    @Test
    void aPlanThatCrashesTheRunnerIsParked() throws Exception {
        try (DyingRunner dying = new DyingRunner()) {
            path.runners().crashIn(new RunnerClient(dying.address()));
            UUID poison = path.submit(FakeRunners.CRASHES);
            JsonNode parked = awaitParked(poison, "compile: ");
            assertEquals(AttemptTable.MAX_ATTEMPTS, parked.get("attempts").intValue());
            assertEquals(AttemptTable.MAX_ATTEMPTS, dying.deaths());
            othersAreJudged();
            assertEquals(AttemptTable.MAX_ATTEMPTS, dying.deaths(), "it is tried no more");
            path.runners().crashIn(path.runners());
        }
    }

    @Test
    void aTestThatVanishedIsParkedAndJudgedOnceItIsBack() throws Exception {
        ProblemReference problem = new ProblemReference(UUID.randomUUID(), UUID.randomUUID());
        path.tests(problem.version(), path.put("input"), Sha256.of("17".getBytes(StandardCharsets.UTF_8)));
        UUID poison = path.submit(problem, "17");
        JsonNode parked = awaitParked(poison, "test 1 cannot be read");
        othersAreJudged();
        path.put("17");
        String id = parked.get("id").stringValue();
        assertEquals(200, admin.post(PARKED + "/" + id + "/replay", "").statusCode());
        assertEquals(200, admin.post(PARKED + "/" + id + "/replay", "").statusCode(), "asked twice, done once");
        assertEquals("accepted", path.verdictOf(poison));
        assertEquals(
                "4 judge-error,5 accepted",
                path.text("select string_agg(attempt || ' ' || verdict, ',' order by attempt) from judgement"
                        + " where submission_id = '" + poison + "'"));
        assertTrue(items().isEmpty());
        assertEquals(204, admin.delete(PARKED + "/" + id).statusCode());
        assertEquals("accepted", path.verdictOf(poison));
    }

    @Test
    void aPluginThatBreaksIsParkedWhateverItThrows() throws Exception {
        UUID exception = path.submit(FakeLanguage.BREAKS_BY_EXCEPTION);
        UUID error = path.submit(FakeLanguage.BREAKS_BY_ERROR);
        awaitParked(exception, "java.lang.IllegalStateException: no plan for this");
        awaitParked(error, "java.lang.NoClassDefFoundError: org/example/Forgotten");
        // Both slots are alive.
        othersAreJudged();
        String id = itemOf(error).get("id").stringValue();
        assertEquals(204, admin.delete(PARKED + "/" + id).statusCode());
        assertEquals(204, admin.delete(PARKED + "/" + id).statusCode());
        HttpResponse<String> tooLate = admin.post(PARKED + "/" + id + "/replay", "");
        assertEquals(409, tooLate.statusCode(), tooLate.body());
        assertEquals("judge-error", path.verdictOf(error));
    }

    @Test
    void aMessageThatNobodyUnderstandsIsParkedOnceAndTheRestGoesOn() throws Exception {
        String queue = Topology.judgeQueue(Lane.PRACTICE, "fake");
        publish(queue, "{\"v\":7,\"submission\":\"" + UUID.randomUUID() + "\",\"more\":\"\\u0007\"}");
        publish(queue, "no JSON \0\u0007");
        Until.holds("all are parked", () -> items().size() == 2);
        othersAreJudged();
        JsonNode first = items().stream()
                .filter(item -> item.get("payload").stringValue().startsWith("{\"v\":7"))
                .findFirst()
                .orElseThrow();
        assertEquals("message", first.get("kind").stringValue());
        assertEquals(queue, first.get("queue").stringValue());
        assertTrue(first.get("reason").stringValue().contains("another version than 1"), first.toString());
        JsonNode second = items().stream()
                .filter(item -> item.get("payload").stringValue().startsWith("no JSON"))
                .findFirst()
                .orElseThrow();
        assertEquals("no JSON \uFFFD\uFFFD", second.get("payload").stringValue());

        String id = first.get("id").stringValue();
        assertEquals(200, admin.post(PARKED + "/" + id + "/replay", "").statusCode());
        Until.holds(
                "it is parked anew, as nobody understands it yet",
                () -> items().size() == 2
                        && items().stream()
                                .noneMatch(item -> item.get("id").stringValue().equals(id)));
        for (JsonNode item : items()) {
            assertEquals(
                    204,
                    admin.delete(PARKED + "/" + item.get("id").stringValue()).statusCode());
        }
        assertTrue(items().isEmpty());
    }

    @Test
    void aDeadMessageThatTheBrokerHandsOverAgainIsParkedOnce() throws Exception {
        publish(Topology.judgeQueue(Lane.BULK, "fake"), "[1]");
        Until.holds("it is parked", () -> items().size() == 1);
        byte[] body = "[1]".getBytes(StandardCharsets.UTF_8);
        UUID delivery = UUID.fromString(path.text("select delivery from parked"));
        path.db()
                .database()
                .useTransaction(tx -> new Parking().message(tx, delivery, new Parked.Message("q", body), "again", 1));
        assertEquals(1, items().size());
    }

    @Test
    void onlyAdminsSeeAndDecide() {
        TestIdentity.Person user = identity.register("somebody");
        String one = PARKED + "/" + UUID.randomUUID();
        for (String read : List.of(PARKED, "/api/v1/operations/now", "/api/v1/operations/history")) {
            assertEquals(401, identity.anonymous().get(read).statusCode(), read);
            assertEquals(403, user.get(read).statusCode(), read);
            assertEquals(200, admin.get(read).statusCode(), read);
        }
        assertEquals(403, user.post(one + "/replay", "").statusCode());
        assertEquals(403, user.delete(one).statusCode());
        assertEquals(404, admin.post(one + "/replay", "").statusCode());
        assertEquals(404, admin.delete(one).statusCode());
    }

    /** The four times that it fails are tried without their pauses. */
    private JsonNode awaitParked(UUID submission, String reason) {
        Until.holds("submission " + submission + " is parked", () -> {
            path.hurry();
            return path.count("select count(*) from parked where entry = '" + submission + "'") == 1;
        });
        assertEquals("judge-error", path.verdictOf(submission));
        JsonNode item = itemOf(submission);
        assertTrue(item.get("reason").stringValue().contains(reason), item.toString());
        assertEquals("practice", item.get("lane").stringValue());
        assertFalse(item.toString().contains("source"));
        return item;
    }

    private void othersAreJudged() {
        List<UUID> others =
                IntStream.range(0, 10).mapToObj(_ -> path.submit("42")).toList();
        others.forEach(id -> assertEquals("accepted", path.verdictOf(id)));
        others.forEach(id ->
                assertEquals(1, path.count("select attempt from submission where id = '" + id + "'"), "first try"));
    }

    private JsonNode itemOf(UUID submission) {
        return items().stream()
                .filter(item ->
                        submission.toString().equals(item.get("submission").stringValue("")))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> items() {
        HttpResponse<String> answer = admin.get(PARKED + "?limit=100");
        assertEquals(200, answer.statusCode(), answer.body());
        return StreamSupport.stream(TestServer.json(answer).get("items").spliterator(), false)
                .toList();
    }

    private void publish(String queue, String body) throws Exception {
        try (Connection connection = path.connect();
                var channel = connection.createChannel()) {
            path.topology().declare(channel);
            BasicProperties properties =
                    new BasicProperties.Builder().messageId("m").build();
            channel.basicPublish("", queue, properties, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A runner that dies as soon as it is asked anything, and is started again. */
    private static final class DyingRunner implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger deaths = new AtomicInteger();

        DyingRunner() throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (var client = server.accept()) {
                        if (client.getInputStream().read() >= 0) {
                            deaths.incrementAndGet();
                        }
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        SocketAddress address() {
            return server.getLocalSocketAddress();
        }

        int deaths() {
            return deaths.get();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
