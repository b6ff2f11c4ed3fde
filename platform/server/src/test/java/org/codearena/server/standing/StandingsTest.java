package org.codearena.server.standing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.codearena.contract.VerdictReached;
import org.codearena.server.TestDatabase;
import org.codearena.server.infra.Cache;
import org.codearena.server.kernel.Closer;
import org.codearena.server.kernel.Secret;
import org.codearena.server.rejudge.Court;
import org.codearena.server.submission.Verdict;
import org.codearena.services.testing.TestServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts and their corrections, against a recomputation from all submissions that knows no history. */
final class StandingsTest {
    private static final List<Verdict> VERDICTS =
            List.of(Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.RUN_TIME_ERROR, Verdict.JUDGE_ERROR);

    private final Closer closer = new Closer();
    private TestDatabase db;
    private Cache cache;
    private Court court;
    private Standings standings;

    @BeforeEach
    void open() {
        db = closer.add(TestDatabase.open());
        var redis = TestServices.redis();
        cache = closer.add(new Cache(new Cache.Address(redis.url(), new Secret(redis.password()))));
        cache.redis().getKeys().delete("board:all", "board:all:whole", "board:all:versions");
        court = new Court(db);
        standings = new Standings(db.database(), cache, new BoardEvents(cache));
    }

    @AfterEach
    void close() {
        closer.close();
    }

    @Test
    void aVerdictThatIsTakenBackTakesThePointsAway() {
        UUID user = court.user();
        UUID problem = court.problem("hard");
        UUID id = court.judged(user, problem, Verdict.ACCEPTED);
        standings.apply(id);
        assertEquals(List.of(user), standings.board().users(0, 10));
        UUID rejudge = court.overturn(id, Verdict.WRONG_ANSWER);
        standings.apply(id);
        standings.apply(id);
        assertEquals(List.of(), standings.board().users(0, 10));
        assertEquals("1 judged, 0 accepted", counters(problem));
        court.revert(rejudge);
        standings.apply(id);
        assertEquals(List.of(user), standings.board().users(0, 10));
        assertEquals("1 judged, 1 accepted", counters(problem));
        assertEquals(recomputed(), stored());
    }

    @Test
    void verdictsWhoseMessagesAreLostAreKnownUntilTheyHaveTakenEffect() {
        UUID user = court.user();
        UUID problem = court.problem("hard");
        UUID accepted = court.judged(user, problem, Verdict.ACCEPTED);
        UUID wrong = court.judged(user, problem, Verdict.WRONG_ANSWER);
        court.judged(user, problem, Verdict.JUDGE_ERROR);
        assertEquals(Set.of(accepted, wrong), withoutEffect());
        standings.apply(accepted);
        standings.apply(wrong);
        assertEquals(Set.of(), withoutEffect());
        court.overturn(accepted, Verdict.WRONG_ANSWER);
        assertEquals(Set.of(accepted), withoutEffect());
        standings.apply(accepted);
        assertEquals(Set.of(), withoutEffect());
    }

    private Set<UUID> withoutEffect() {
        return db.database().read(standings::withoutEffect).stream()
                .map(VerdictReached::submission)
                .collect(Collectors.toSet());
    }

    @Test
    void theNextAcceptedSubmissionTakesThePlaceOfTheOneThatFell() {
        UUID user = court.user();
        UUID problem = court.problem("medium");
        UUID first = court.judged(user, problem, Verdict.ACCEPTED);
        UUID second = court.judged(user, problem, Verdict.ACCEPTED);
        standings.apply(second);
        standings.apply(first);
        assertEquals(recomputed(), stored());
        court.overturn(first, Verdict.WRONG_ANSWER);
        standings.apply(first);
        assertEquals(recomputed(), stored());
        assertEquals(List.of(user), standings.board().users(0, 10));
    }

    /** Messages come late, twice and in any order; after the last one all is as if it had been computed at once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverTheOrderOfMessagesStandingsAreThoseOfARecomputation(long seed) {
        Random random = new Random(seed);
        List<UUID> users = List.of(court.user(), court.user(), court.user());
        List<UUID> problems = List.of(court.problem("easy"), court.problem("medium"), court.problem("hard"));
        List<UUID> submissions = new ArrayList<>();
        List<UUID> applied = new ArrayList<>();
        List<UUID> messages = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    UUID id = court.judged(any(random, users), any(random, problems), any(random, VERDICTS));
                    submissions.add(id);
                    messages.add(id);
                }
                case 2 -> {
                    if (!submissions.isEmpty()) {
                        UUID id = any(random, submissions);
                        Verdict verdict = random.nextBoolean() ? Verdict.ACCEPTED : Verdict.WRONG_ANSWER;
                        UUID rejudge = court.overturn(id, verdict);
                        if (random.nextInt(3) == 0) {
                            court.revert(rejudge);
                        }
                        messages.add(id);
                    }
                }
                default -> {
                    if (!messages.isEmpty()) {
                        UUID id = any(random, messages);
                        standings.apply(id);
                        applied.add(id);
                    }
                }
            }
        }
        messages.addAll(applied);
        Collections.shuffle(messages, random);
        messages.forEach(standings::apply);
        assertEquals(recomputed(), stored());
        assertEquals(recomputedCounters(), storedCounters());
        List<UUID> order = bestFirst();
        assertEquals(order, standings.board().users(0, 10));
        cache.redis().getKeys().delete("board:all", "board:all:whole", "board:all:versions");
        assertEquals(order, standings.board().users(0, 10), "rebuilt");
    }

    @Test
    void anOlderStandingNeverReplacesANewerOneOnTheBoard() {
        UUID user = court.user();
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        standings.board().put(new Standing(user, 1, 5, at, 3));
        standings.board().put(new Standing(user, 0, 0, at, 4));
        standings.board().put(new Standing(user, 1, 5, at, 3));
        assertEquals(List.of(), standings.board().users(0, 10));
        standings.board().put(new Standing(user, 1, 1, at, 5));
        assertEquals(List.of(user), standings.board().users(0, 10));
    }

    private static <T> T any(Random random, List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    private record Sum(int solved, long score, Instant lastAcceptedAt) {}

    private record Accepted(UUID submission, UUID user, UUID problem, String difficulty, Instant at) {}

    private Map<UUID, Sum> recomputed() {
        Map<UUID, Map<UUID, Accepted>> first = new HashMap<>();
        db.database()
                .read(handle -> handle.createQuery("""
                                select s.id, s.user_id, s.problem_id, p.difficulty, s.judged_at
                                  from submission s join problem p on p.id = s.problem_id
                                 where s.verdict = 'accepted' order by s.judged_at desc, s.id desc""")
                        .map((row, _) -> new Accepted(
                                row.getObject("id", UUID.class),
                                row.getObject("user_id", UUID.class),
                                row.getObject("problem_id", UUID.class),
                                row.getString("difficulty"),
                                row.getTimestamp("judged_at").toInstant()))
                        .list())
                .forEach(each ->
                        first.computeIfAbsent(each.user(), _ -> new HashMap<>()).put(each.problem(), each));
        Map<UUID, Sum> sums = new HashMap<>();
        first.forEach((user, solved) -> sums.put(
                user,
                new Sum(
                        solved.size(),
                        solved.values().stream()
                                .mapToLong(each -> Points.of(each.difficulty()))
                                .sum(),
                        solved.values().stream()
                                .map(Accepted::at)
                                .max(Comparator.naturalOrder())
                                .orElseThrow())));
        return sums;
    }

    private Map<UUID, Sum> stored() {
        Map<UUID, Sum> sums = new HashMap<>();
        db.database()
                .useTransaction(tx -> new StandingStore().forEach(tx, each -> {
                    if (each.hasPlace()) {
                        sums.put(each.user(), new Sum(each.solved(), each.score(), each.lastAcceptedAt()));
                    }
                }));
        return sums;
    }

    /** By the definition of the order, to the second. */
    private List<UUID> bestFirst() {
        Comparator<Map.Entry<UUID, Sum>> order = Comparator.comparingLong(
                each -> BoardOrder.of(each.getValue().score(), each.getValue().lastAcceptedAt()));
        return recomputed().entrySet().stream()
                .sorted(order.thenComparing(each -> each.getKey().toString()).reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<String> recomputedCounters() {
        return strings("""
                select p.id || ' ' || count(s.id) || ' ' || count(s.id) filter (where s.verdict = 'accepted')
                  from problem p left join submission s on s.problem_id = p.id and s.verdict <> 'judge-error'
                 group by p.id order by p.id""");
    }

    private List<String> storedCounters() {
        return strings("select id || ' ' || judged || ' ' || accepted from problem order by id");
    }

    private String counters(UUID problem) {
        return strings("select judged || ' judged, ' || accepted || ' accepted' from problem where id = '" + problem
                        + "'")
                .getFirst();
    }

    private List<String> strings(String sql) {
        return db.database()
                .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
