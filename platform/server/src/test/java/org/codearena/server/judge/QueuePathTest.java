package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.rabbitmq.client.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.codearena.contract.Lane;
import org.codearena.contract.RequestId;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.PlanRequest;
import org.codearena.server.Until;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.kernel.Trace;
import org.codearena.server.outbox.Topology;
import org.codearena.server.rejudge.Court;
import org.codearena.server.submission.Evidence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From acceptance to verdict through the real database, broker and cache; only the runner is a fake. */
final class QueuePathTest {
    @TempDir
    private Path directory;

    private QueuePath path;

    @BeforeEach
    void startEverything() throws Exception {
        path = QueuePath.open(directory);
    }

    @AfterEach
    void stopEverything() {
        path.close();
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
        assertEquals(150, path.runners().compiled());
    }

    @Test
    void aFaultOfOursIsTriedAgainAndNeverTheContestants() {
        path.runners().failNext(1);
        UUID id = submit("42");
        assertEquals("accepted", verdictOf(id));
        assertEquals(2, column(id, "attempt", "submission where id"));
    }

    @Test
    void whatAVerdictRestsOnIsKeptWithIt() {
        UUID id = submit("42");
        verdictOf(id);
        Evidence evidence = StoredJson.read(
                path.db()
                        .database()
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
    void theRequestsIdTravelsInTheMessagesHeaderAndNamesAllThatIsDoneForIt() throws Exception {
        try (Connection connection = path.connect();
                var channel = connection.createChannel()) {
            path.topology().declare(channel);
            String heard = channel.queueDeclare().getQueue();
            channel.queueBind(heard, "judge", Topology.judgeQueue(Lane.PRACTICE, "fake"));
            Trace.follow("request-of-ann");
            UUID id = submit("42");
            Trace.end();
            assertEquals("accepted", verdictOf(id));
            assertEquals(
                    "request-of-ann",
                    String.valueOf(channel.basicGet(heard, true)
                            .getProps()
                            .getHeaders()
                            .get(RequestId.HEADER)));
            assertEquals(
                    List.of("request-of-ann", "request-of-ann", "request-of-ann"),
                    path.runners().workedFor(),
                    "compiling and two tests");
        }
    }

    @Test
    void whatNoRequestBroughtGoesByTheSubmissionsId() {
        UUID id = submit("42");
        assertEquals("accepted", verdictOf(id));
        assertEquals(Set.of(id.toString()), Set.copyOf(path.runners().workedFor()));
    }

    @Test
    void aRejudgeGoesTheSameWayAndLeavesTheVerdictAsItIs() {
        Court court = new Court(path.db());
        UUID problem = court.problem("easy");
        List<UUID> all = IntStream.range(0, 5)
                .mapToObj(_ -> court.submit(QueuePath.USER, problem, "fake"))
                .toList();
        all.forEach(id -> assertEquals("wrong-answer", verdictOf(id)));
        path.runners().failNext(1);
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
        path.runners().failNext(1);
        UUID id = submit("42");
        Until.holds("the first attempt has failed", () -> count("select max(attempt) from submission") == 1);
        deleteQueues();
        path.submissions().recover(Duration.ofSeconds(-1));
        assertEquals("accepted", verdictOf(id));
    }

    private UUID submit(String source) {
        return path.submit(source);
    }

    private String verdictOf(UUID id) {
        return path.verdictOf(id);
    }

    private int column(UUID id, String expression, String tableAndKey) {
        return count("select " + expression + " from " + tableAndKey + " = '" + id + "'");
    }

    private int count(String sql) {
        return path.count(sql);
    }

    private void deleteQueues() throws Exception {
        try (Connection connection = path.connect();
                var channel = connection.createChannel()) {
            for (Lane lane : Lane.values()) {
                channel.queueDelete(Topology.judgeQueue(lane, "fake"));
            }
        }
    }
}
