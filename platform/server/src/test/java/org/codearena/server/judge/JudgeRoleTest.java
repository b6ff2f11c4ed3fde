package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.codearena.contract.Exit;
import org.codearena.contract.Lane;
import org.codearena.server.TestDatabase;
import org.codearena.server.Until;
import org.codearena.server.execution.SharedRunner;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.kernel.Closer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Secret;
import org.codearena.server.language.Languages;
import org.codearena.server.language.Toolchain;
import org.codearena.server.language.ToolchainStore;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.outbox.Topology;
import org.codearena.server.rejudge.Rejudgements;
import org.codearena.server.submission.SubmissionEvents;
import org.codearena.server.submission.Submissions;
import org.codearena.services.RabbitServer;
import org.codearena.services.testing.TestServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge among others, on the real database, broker and cache. */
final class JudgeRoleTest {
    private static final String OTHER_JUDGE = "another judge";

    @TempDir
    private Path directory;

    private final Closer closer = new Closer();
    private final FakeRunners runners = new FakeRunners();
    private final Languages languages = Languages.of(List.of(new FakeLanguage(), new FakeLanguage("other")));
    private final Topology topology = new Topology(languages.ids(), false);
    private final RabbitServer.Address rabbit = TestServices.rabbit();
    private TestDatabase db;
    private ToolchainStore found;
    private Pulses pulses;
    private JudgeRole role;

    @BeforeEach
    void open() throws IOException {
        db = closer.add(TestDatabase.open());
        found = new ToolchainStore(db.database());
        var redis = TestServices.redis();
        Cache cache = closer.add(new Cache(new Cache.Address(redis.url(), new Secret(redis.password()))));
        pulses = new Pulses(cache, InstantSource.system());
        Broker broker = closer.add(new Broker(new Broker.Config(
                rabbit.host(), rabbit.port(), rabbit.user(), new Secret(rabbit.password()), rabbit.virtualHost())));
        Blobs blobs = new DirectoryBlobs(directory);
        Ids ids = new Ids(InstantSource.system());
        FreeSlots slots = new FreeSlots();
        Workbench workbench = new Workbench(
                "this judge",
                new Dockets(
                        new Submissions(
                                db.database(),
                                new Outbox(ids),
                                ids,
                                InstantSource.system(),
                                Submissions.Bounds.DEFAULT),
                        new Rejudgements(db.database())),
                new SubmissionEvents(cache),
                languages,
                _ -> {
                    throw new IllegalStateException("nothing is judged here");
                },
                new Benches(new SharedRunner(runners), blobs, languages, slots),
                new JudgeMeters(new SimpleMeterRegistry(), slots));
        role = closer.add(new JudgeRole(
                new SharedRunner(runners),
                languages,
                new Toolchains(runners, blobs, languages),
                found,
                pulses,
                workbench,
                new JudgeRole.Duties(Set.of("fake"), topology, broker, Duration.ofSeconds(5))));
    }

    @AfterEach
    void close() {
        pulses.forget(OTHER_JUDGE);
        closer.close();
    }

    @Test
    void itListensForItsLanguagesAloneAndPreparesTheOthers() throws Exception {
        role.start();
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            topology.declare(channel);
            Until.holds("the judge listens", () -> listeners(channel, "fake") == 1);
            Until.holds("the other language is known", () -> found.all().containsKey("other"));
            assertEquals(0, listeners(channel, "other"));
            assertTrue(role.idle().isEmpty());
        }
    }

    private Toolchain told(String language) {
        return Objects.requireNonNull(found.all().get(language));
    }

    private static long listeners(Channel channel, String language) throws IOException {
        return channel.consumerCount(Topology.judgeQueue(Lane.PRACTICE, language));
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

    @Test
    void aBrokenToolchainIsToldAndLookedAtAgain() {
        runners.endWith(new Exit.NotStarted("no such file"));
        role.start();
        Until.holds("the reason is told", () -> role.idle().orElse("").contains("no such file"));
        assertFalse(told("fake").isAvailable());
        runners.endWith(new Exit.Code(0));
        Until.holds("it is looked at again", () -> role.idle().isEmpty());
        assertTrue(told("fake").isAvailable());
    }

    @Test
    void aBrokenToolchainTakesNoLanguageFromTheOtherJudges() {
        found.put(Toolchain.available("fake", "7"));
        pulses.tell(new Pulse(
                OTHER_JUDGE, InstantSource.system().millis(), 0, 2, 0, "A", List.of("fake"), Map.of(), Map.of()));
        runners.endWith(new Exit.NotStarted("no such file"));
        role.start();
        Until.holds("the reason is told", () -> role.idle().orElse("").contains("no such file"));
        assertEquals(Toolchain.available("fake", "7"), told("fake"));
    }
}
