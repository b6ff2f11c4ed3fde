package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.codearena.contract.Lane;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.PlanRequest;
import org.codearena.server.TestDatabase;
import org.codearena.server.Until;
import org.codearena.server.dispatch.Dispatcher;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.infra.Notices;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.kernel.Closer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Secret;
import org.codearena.server.language.Languages;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.outbox.Relay;
import org.codearena.server.outbox.Topology;
import org.codearena.server.problem.JudgingRules;
import org.codearena.server.rejudge.Court;
import org.codearena.server.rejudge.Rejudgements;
import org.codearena.server.submission.Evidence;
import org.codearena.server.submission.NewSubmission;
import org.codearena.server.submission.NewSubmission.ProblemReference;
import org.codearena.server.submission.NewSubmission.RunLimits;
import org.codearena.server.submission.SubmissionEvents;
import org.codearena.server.submission.Submissions;
import org.codearena.services.RabbitServer;
import org.codearena.services.testing.TestServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From acceptance to verdict through the real database, broker and cache; only the runner is a fake. */
final class QueuePathTest {
    private static final ProblemReference PROBLEM = new ProblemReference(UUID.randomUUID(), UUID.randomUUID());
    private static final UUID USER = UUID.randomUUID();

    @TempDir
    private Path directory;

    private final Closer closer = new Closer();
    private final Ids ids = new Ids(InstantSource.system());
    private final FakeRunners runners = new FakeRunners();
    private final Topology topology = new Topology(List.of("fake"), false);
    private final RabbitServer.Address rabbit = TestServices.rabbit();
    private TestDatabase db;
    private Submissions submissions;
    private TestSet tests;

    @BeforeEach
    void startEverything() throws Exception {
        db = closer.add(TestDatabase.open());
        Notices notices = closer.add(new Notices(db.config()));
        Broker broker = closer.add(new Broker(new Broker.Config(
                rabbit.host(), rabbit.port(), rabbit.user(), new Secret(rabbit.password()), rabbit.virtualHost())));
        var redis = TestServices.redis();
        Cache cache = closer.add(new Cache(new Cache.Address(redis.url(), new Secret(redis.password()))));
        Blobs blobs = new DirectoryBlobs(directory);
        tests = new TestSet(
                1_000, 64 << 20, 1 << 20, JudgingRules.PLAIN, List.of(test(blobs, 1, "42"), test(blobs, 2, "42")));
        Outbox outbox = new Outbox(ids);
        submissions = new Submissions(db.database(), outbox, ids, InstantSource.system(), Submissions.Bounds.DEFAULT);
        new Relay(db.database(), topology).start(broker, notices);
        closer.add(new Dispatcher(db.database(), outbox, 50)).start(notices);
        Languages languages = Languages.of(List.of(new FakeLanguage()));
        FreeSlots slots = new FreeSlots();
        Workbench workbench = closer.add(new Workbench(
                "worker",
                new Dockets(submissions, new Rejudgements(db.database())),
                new SubmissionEvents(cache),
                languages,
                _ -> tests,
                new Judging(runners, blobs, languages, slots),
                new JudgeMeters(new SimpleMeterRegistry(), slots)));
        closer.add(new Judge(workbench, topology, List.of("fake"), 2, Duration.ofSeconds(5)))
                .start(broker);
        notices.start();
    }

    @AfterEach
    void stopEverything() {
        closer.close();
    }

    @Test
    void aRightProgramIsAccepted() {
        assertEquals("accepted", verdictOf(submit("42")));
    }

    @Test
    void theFirstTestThatFailsDecides() {
        UUID id = submit("41");
        assertEquals("wrong-answer", verdictOf(id));
        assertEquals(1, column(id, "jsonb_array_length(tests)", "judgement where submission_id"));
    }

    @Test
    void everySubmissionOfManyGetsExactlyOneVerdict() {
        List<UUID> many = IntStream.range(0, 150).mapToObj(_ -> submit("42")).toList();
        many.forEach(id -> assertEquals("accepted", verdictOf(id)));
        assertEquals(150, count("select count(*) from judgement"));
        assertEquals(150, runners.compiled());
    }

    @Test
    void aFaultOfOursIsTriedAgainAndNeverTheContestants() {
        runners.failNext(1);
        UUID id = submit("42");
        assertEquals("accepted", verdictOf(id));
        assertEquals(2, column(id, "attempt", "submission where id"));
    }

    @Test
    void whatAVerdictRestsOnIsKeptWithIt() {
        UUID id = submit("42");
        verdictOf(id);
        Evidence evidence = StoredJson.read(
                db.database()
                        .read(handle -> handle.createQuery("select evidence from judgement where submission_id = :id")
                                .bind("id", id)
                                .mapTo(String.class)
                                .one()),
                Evidence.class);
        assertEquals(
                List.of(
                        new Evidence.Run(1, "code 0", false, 1_000, 2_000, 1 << 20, 2, 0),
                        new Evidence.Run(2, "code 0", false, 1_000, 2_000, 1 << 20, 2, 0)),
                evidence.runs());
        assertEquals(
                PlanHash.of(new FakeLanguage()
                        .plan(new PlanRequest(List.of(SourceFile.of("main.fake", "42")), Optional.empty(), 64 << 20))),
                evidence.planSha256());
        assertEquals("worker", evidence.worker());
        assertEquals(64 << 20, Objects.requireNonNull(evidence.limits()).memoryBytes());
    }

    @Test
    void aRejudgeGoesTheSameWayAndLeavesTheVerdictAsItIs() {
        Court court = new Court(db);
        UUID problem = court.problem("easy");
        List<UUID> all = IntStream.range(0, 5)
                .mapToObj(_ -> court.submit(USER, problem, "fake"))
                .toList();
        all.forEach(id -> assertEquals("wrong-answer", verdictOf(id)));
        runners.failNext(1);
        court.start(problem);
        Until.holds(
                "all are judged again", () -> count("select count(*) from rejudgement where state = 'judged'") == 5);
        assertEquals(5, count("select count(*) from rejudgement where verdict = 'wrong-answer'"));
        assertEquals(2, count("select max(attempt) from rejudgement"));
        assertEquals(5, count("select count(*) from rejudgement, jsonb_array_elements(evidence->'runs')"));
        assertEquals(5, count("select count(*) from judgement"));
        assertEquals(1, count("select max(attempt) from submission"));
    }

    @Test
    void theSweepHealsABrokerThatLostEverything() throws Exception {
        runners.failNext(1);
        UUID id = submit("42");
        Until.holds("the first attempt has failed", () -> count("select max(attempt) from submission") == 1);
        deleteQueues();
        submissions.recover(Duration.ofSeconds(-1));
        assertEquals("accepted", verdictOf(id));
    }

    @Test
    void aMessageThatNobodyUnderstandsIsBuriedAndTheRestGoesOn() throws Exception {
        try (Connection connection = connect();
                var channel = connection.createChannel()) {
            topology.declare(channel);
            channel.basicPublish(
                    "", Topology.judgeQueue(Lane.PRACTICE, "fake"), null, "{\"v\":7}".getBytes(StandardCharsets.UTF_8));
            Until.holds("the message is with the dead", () -> channel.messageCount(Topology.DEAD_QUEUE) == 1);
        }
        assertEquals("accepted", verdictOf(submit("42")));
    }

    private UUID submit(String source) {
        return submissions.accept(new NewSubmission(
                USER,
                Optional.of(PROBLEM),
                Lane.PRACTICE,
                "fake",
                List.of(SourceFile.of("main.fake", source)),
                Optional.empty(),
                Optional.empty(),
                RunLimits.DEFAULT));
    }

    private String verdictOf(UUID id) {
        Until.holds(
                "submission " + id + " is judged", () -> column(id, "count(*)", "judgement where submission_id") == 1);
        return db.database()
                .read(handle -> handle.createQuery("select verdict from submission where id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .one());
    }

    private int column(UUID id, String expression, String tableAndKey) {
        return db.database()
                .read(handle -> handle.createQuery("select " + expression + " from " + tableAndKey + " = :id")
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .one());
    }

    private int count(String sql) {
        return db.database()
                .read(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    private void deleteQueues() throws Exception {
        try (Connection connection = connect();
                var channel = connection.createChannel()) {
            for (Lane lane : Lane.values()) {
                channel.queueDelete(Topology.judgeQueue(lane, "fake"));
            }
        }
    }

    private Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(rabbit.host());
        factory.setPort(rabbit.port());
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());
        factory.setVirtualHost(rabbit.virtualHost());
        return factory.newConnection();
    }

    private static TestSet.Test test(Blobs blobs, int number, String answer) throws Exception {
        String sha256 = blobs.put(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        return TestSet.Test.plain(number, "secret", false, sha256, sha256);
    }
}
