package org.codearena.server.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.codearena.server.TestDatabase;
import org.codearena.server.Until;
import org.codearena.server.infra.Cache;
import org.codearena.server.judge.Pulses;
import org.codearena.server.judge.QueuePath;
import org.codearena.server.kernel.Secret;
import org.codearena.server.operations.Reading.Line;
import org.codearena.server.outbox.Topology;
import org.codearena.server.rejudge.Court;
import org.codearena.server.submission.Verdict;
import org.codearena.services.testing.TestServices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SamplerTest {
    @TempDir
    private Path directory;

    @Test
    void queuesAreCountedInTheDatabaseByLaneAndLanguage() {
        try (TestDatabase db = TestDatabase.open();
                Cache cache = cache()) {
            Court court = new Court(db);
            UUID problem = court.problem("easy");
            UUID user = court.user();
            List<UUID> all = IntStream.range(0, 5)
                    .mapToObj(_ -> court.submit(user, problem, "python"))
                    .toList();
            court.judged(all.get(0), Verdict.ACCEPTED);
            court.judged(all.get(1), Verdict.WRONG_ANSWER);
            court.start(problem);
            db.database().useTransaction(tx -> {
                tx.execute("update submission set created_at = now() - interval '90 seconds' where id = ?", all.get(2));
                tx.execute("update submission set released_at = now() where id = ?", all.get(3));
                tx.execute(
                        "update submission set released_at = now(), state = 'running', attempt = 1 where id = ?",
                        all.get(4));
                tx.execute("delete from outbox");
                tx.execute("insert into outbox (id, exchange, routing_key, body, created_at)"
                        + " values (gen_random_uuid(), '', 'q', '', now() - interval '20 seconds')");
            });
            Reading reading = sampler(db, cache).read();
            assertEquals(List.of("broker"), reading.unknown());
            Line practice = line(reading, "practice");
            assertEquals(List.of(1L, 1L, 1L), List.of(practice.backlog(), practice.released(), practice.judging()));
            assertTrue(practice.oldestMs() >= 90_000 && practice.oldestMs() < 150_000, practice.toString());
            assertEquals(2, line(reading, "bulk").backlog());
            assertEquals(1, reading.rejudges());
            assertEquals(1, reading.outbox().messages());
            assertTrue(reading.outbox().oldestMs() >= 20_000, reading.toString());
            assertEquals(
                    2,
                    reading.lanes().stream()
                            .filter(lane -> lane.lane().equals("practice"))
                            .findFirst()
                            .orElseThrow()
                            .waiting());
        }
    }

    @Test
    void theBrokersQueuesAndTheirConsumersAreSeenAndASecondServerTellsTheSame() throws Exception {
        try (QueuePath path = QueuePath.open(directory)) {
            BrokerWatch watch = new BrokerWatch(path.topology());
            watch.start(path.broker());
            Readings readings = new Readings(path.cache());
            Sampler sampler = new Sampler(
                    path.db().database(),
                    watch,
                    new Pulses(path.cache(), InstantSource.system()),
                    Map::of,
                    InstantSource.system(),
                    List.of(readings::put));
            Until.holds("the broker is seen, and the judge that listens", () -> {
                Reading reading = sampler.read();
                readings.put(reading);
                return reading.unknown().isEmpty() && line(reading, "practice").consumers() == 1;
            });
            Reading told = new Readings(path.cache()).last().orElseThrow();
            assertEquals(1, line(told, "contest").consumers());
            assertTrue(new Readings(path.cache()).history().size() >= 1);
        }
    }

    @Test
    void withoutTheCacheTheServerThatReadsStillTells() {
        try (TestDatabase db = TestDatabase.open();
                Cache away = new Cache(new Cache.Address("redis://127.0.0.1:1", new Secret("none")))) {
            Readings readings = new Readings(away);
            Reading reading = sampler(db, away).read();
            assertEquals(List.of("broker", "judges"), reading.unknown());
            readings.put(reading);
            assertEquals(reading, readings.last().orElseThrow());
            assertEquals(List.of(reading.point()), readings.history());
        }
    }

    private static Sampler sampler(TestDatabase db, Cache cache) {
        return new Sampler(
                db.database(),
                new BrokerWatch(new Topology(List.of("python"), false)),
                new Pulses(cache, InstantSource.system()),
                Map::of,
                InstantSource.system(),
                List.of());
    }

    private static Cache cache() {
        var redis = TestServices.redis();
        return new Cache(new Cache.Address(redis.url(), new Secret(redis.password())));
    }

    private static Line line(Reading reading, String lane) {
        return reading.lines().stream()
                .filter(line -> line.lane().equals(lane))
                .findFirst()
                .orElseThrow();
    }
}
