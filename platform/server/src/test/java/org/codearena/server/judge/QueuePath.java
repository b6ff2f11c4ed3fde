package org.codearena.server.judge;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.codearena.contract.Lane;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.server.TestDatabase;
import org.codearena.server.Until;
import org.codearena.server.dispatch.Dispatcher;
import org.codearena.server.execution.RunnerLender;
import org.codearena.server.execution.SharedRunner;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.infra.Notices;
import org.codearena.server.kernel.Closer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Secret;
import org.codearena.server.language.Languages;
import org.codearena.server.outbox.DeadLetters;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.outbox.Relay;
import org.codearena.server.outbox.Topology;
import org.codearena.server.problem.JudgingRules;
import org.codearena.server.rejudge.Rejudgements;
import org.codearena.server.submission.NewSubmission;
import org.codearena.server.submission.NewSubmission.ProblemReference;
import org.codearena.server.submission.NewSubmission.RunLimits;
import org.codearena.server.submission.SubmissionEvents;
import org.codearena.server.submission.Submissions;
import org.codearena.services.RabbitServer;
import org.codearena.services.testing.TestServices;

/** All that lies between acceptance and verdict, on the real database, broker and cache; only the runner is a fake, unless it is told otherwise. */
public final class QueuePath implements AutoCloseable {
    static final ProblemReference PROBLEM = new ProblemReference(UUID.randomUUID(), UUID.randomUUID());
    static final UUID USER = UUID.randomUUID();

    private final Closer closer = new Closer();
    private final FakeRunners runners = new FakeRunners();
    private final Topology topology = new Topology(List.of("fake"), false);
    private final RabbitServer.Address rabbit = TestServices.rabbit();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestDatabase db;
    private final Broker broker;
    private final Cache cache;
    private final Blobs blobs;
    private final Outbox outbox;
    private final Submissions submissions;
    private final Rejudgements rejudgements;
    private final Workbench workbench;
    private final ConcurrentMap<UUID, TestSet> tests = new ConcurrentHashMap<>();
    private final TestSet usual;

    private QueuePath(Path directory, Language language, Optional<RunnerLender> lender) throws Exception {
        db = closer.add(TestDatabase.open());
        Notices notices = closer.add(new Notices(db.config()));
        broker = closer.add(new Broker(new Broker.Config(
                rabbit.host(), rabbit.port(), rabbit.user(), new Secret(rabbit.password()), rabbit.virtualHost())));
        var redis = TestServices.redis();
        cache = closer.add(new Cache(new Cache.Address(redis.url(), new Secret(redis.password()))));
        blobs = new DirectoryBlobs(directory);
        usual = testSet(put("42"), put("42"));
        outbox = new Outbox(new Ids(InstantSource.system()));
        submissions = new Submissions(
                db.database(),
                outbox,
                new Ids(InstantSource.system()),
                InstantSource.system(),
                Submissions.Bounds.DEFAULT);
        rejudgements = new Rejudgements(db.database());
        new Relay(db.database(), topology, () -> {}).start(broker, notices);
        new DeadLetters(db.database(), topology).start(broker);
        closer.add(new Dispatcher(db.database(), outbox, _ -> 50)).start(notices);
        Languages languages = Languages.of(List.of(language));
        FreeSlots slots = new FreeSlots();
        workbench = closer.add(new Workbench(
                "worker",
                new Dockets(submissions, rejudgements),
                new SubmissionEvents(cache),
                languages,
                version -> tests.getOrDefault(version, usual),
                new Benches(lender.orElseGet(() -> new SharedRunner(runners)), blobs, languages, slots),
                new JudgeMeters(meters, slots)));
        closer.add(new Judge(workbench, topology, List.of("fake"), 2, Duration.ofSeconds(5)))
                .start(broker);
        notices.start();
    }

    public static QueuePath open(Path directory) throws Exception {
        return new QueuePath(directory, new FakeLanguage(), Optional.empty());
    }

    /** With a language of the id {@code fake} and real runners. */
    static QueuePath open(Path directory, Language language, RunnerLender lender) throws Exception {
        return new QueuePath(directory, language, Optional.of(lender));
    }

    public TestDatabase db() {
        return db;
    }

    public Submissions submissions() {
        return submissions;
    }

    public Rejudgements rejudgements() {
        return rejudgements;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Topology topology() {
        return topology;
    }

    public Cache cache() {
        return cache;
    }

    public Broker broker() {
        return broker;
    }

    FakeRunners runners() {
        return runners;
    }

    Workbench workbench() {
        return workbench;
    }

    SimpleMeterRegistry meters() {
        return meters;
    }

    /** Puts a text into the object store and answers its name there. */
    String put(String text) throws Exception {
        return blobs.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** From now on this version of a problem has one test, with files of these names. */
    void tests(UUID version, String input, String answer) {
        tests.put(version, testSet(input, answer));
    }

    /** Two tests where nothing else is said. */
    private static TestSet testSet(String input, String answer) {
        return new TestSet(
                1_000,
                64 << 20,
                1 << 20,
                JudgingRules.PLAIN,
                List.of(
                        TestSet.Test.plain(1, "secret", false, input, answer),
                        TestSet.Test.plain(2, "secret", false, input, answer)));
    }

    public UUID submit(String source) {
        return submit(PROBLEM, source);
    }

    UUID submit(ProblemReference problem, String source) {
        return submissions.accept(new NewSubmission(
                USER,
                Optional.of(problem),
                Lane.PRACTICE,
                "fake",
                List.of(SourceFile.of("main.fake", source)),
                Optional.empty(),
                Optional.empty(),
                RunLimits.DEFAULT));
    }

    public String verdictOf(UUID id) {
        Until.holds(
                "submission " + id + " is judged",
                () -> text("select state from submission where id = '" + id + "'")
                        .equals("judged"));
        return text("select verdict from submission where id = '" + id + "'");
    }

    /** Cuts the pauses between attempts short, which are there for runners that come back. */
    void hurry() {
        db.database()
                .useTransaction(tx -> tx.execute("update submission set not_before = now() where not_before > now()"));
    }

    public int count(String sql) {
        return db.database()
                .read(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    public String text(String sql) {
        return db.database()
                .read(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    public Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(rabbit.host());
        factory.setPort(rabbit.port());
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());
        factory.setVirtualHost(rabbit.virtualHost());
        return factory.newConnection();
    }

    @Override
    public void close() {
        closer.close();
    }
}
