package org.codearena.server.infra.http;

import static org.codearena.server.infra.http.TestServer.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.codearena.server.TestDatabase;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A POST that inserts a row, sent again and again. */
class IdempotencyTest {
    record Note(String text) {}

    record Made(UUID id) {}

    private final Database database = TestDatabase.open().database();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Idempotency idempotency = new Idempotency(database, now::get);
    private final TestServer server =
            TestServer.start(builder -> builder.feature(routes -> routes.post("/notes", (request, response) -> {
                        Note note = Json.read(request, Note.class);
                        UUID user = UUID.fromString(request.headers()
                                .first(HeaderNames.create("X-User"))
                                .orElseThrow());
                        idempotency.answer(request, response, user, tx -> {
                            UUID id = UUID.randomUUID();
                            tx.execute("insert into note values (?, ?)", id, note.text());
                            if (failing.get()) {
                                throw Fault.badInput("not today");
                            }
                            return new Idempotency.Answer(Status.CREATED_201, new Made(id));
                        });
                    })
                    .takes(Note.class)
                    .answers(201, Made.class)
                    .idempotent()));

    private final UUID user = UUID.randomUUID();

    @BeforeEach
    void table() {
        database.useTransaction(tx -> tx.execute("create table note (id uuid, text text)"));
    }

    @AfterEach
    void stop() {
        server.close();
        database.close();
    }

    private HttpResponse<String> post(UUID as, String key, String text) {
        var request = server.request("/api/v1/notes")
                .header("X-User", as.toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"" + text + "\"}"));
        return server.send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
    }

    private int notes() {
        return rows("note");
    }

    private int rows(String table) {
        return database.read(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void sameKeyReturnsTheFirstAnswerAndDoesNothingMore() {
        HttpResponse<String> first = post(user, "k1", "a");
        HttpResponse<String> second = post(user, "k1", "a");
        assertEquals(201, first.statusCode());
        assertEquals(201, second.statusCode());
        assertEquals(first.body(), second.body());
        assertEquals("", header(first, "Idempotency-Replayed"));
        assertEquals("true", header(second, "Idempotency-Replayed"));
        assertEquals(1, notes());
    }

    @Test
    void anotherKeyAnotherUserAndNoKeyEachDoTheWork() {
        post(user, "k1", "a");
        post(user, "k2", "a");
        post(UUID.randomUUID(), "k1", "a");
        post(user, "", "a");
        post(user, "", "a");
        assertEquals(5, notes());
    }

    @Test
    void sameKeyWithAnotherBodyIsRefused() {
        post(user, "k1", "a");
        HttpResponse<String> other = post(user, "k1", "b");
        assertEquals(409, other.statusCode());
        assertTrue(other.body().contains("'k1'"));
        assertEquals(1, notes());
    }

    @Test
    void failedRequestIsNotKeptAndMayBeTriedAgain() {
        failing.set(true);
        assertEquals(400, post(user, "k1", "a").statusCode());
        assertEquals(0, notes());
        failing.set(false);
        assertEquals(201, post(user, "k1", "a").statusCode());
        assertEquals(1, notes());
    }

    @Test
    void duplicatesAtTheSameTimeGetOneAnswer() throws Exception {
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> posts = Stream.generate(
                            () -> (Callable<String>) () -> post(user, "k1", "a").body())
                    .limit(8)
                    .toList();
            List<String> answers = together.invokeAll(posts).stream()
                    .map(future -> future.resultNow())
                    .distinct()
                    .toList();
            assertEquals(1, answers.size(), answers.toString());
        }
        assertEquals(1, notes());
    }

    @Test
    void keyIsForgottenAfterADay() {
        post(user, "k1", "a");
        now.updateAndGet(time -> time.plus(Duration.ofHours(25)));
        assertEquals(201, post(user, "k1", "b").statusCode());
        assertEquals(2, notes());
        now.updateAndGet(time -> time.plus(Duration.ofHours(25)));
        database.useTransaction(idempotency::purge);
        assertEquals(0, rows("idempotency"));
    }

    @Test
    void keyThatIsNoneIsTheCallersFault() {
        assertEquals(400, post(user, "two words", "a").statusCode());
        assertEquals(400, post(user, "x".repeat(256), "a").statusCode());
        assertEquals(0, notes());
    }
}
