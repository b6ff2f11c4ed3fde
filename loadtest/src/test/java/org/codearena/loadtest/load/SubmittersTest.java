package org.codearena.loadtest.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.ledger.Books;
import org.codearena.loadtest.load.ledger.Ledger;
import org.codearena.loadtest.load.scenario.Flow.Refused;
import org.codearena.loadtest.load.scenario.Mix;
import org.codearena.loadtest.load.target.Api;
import org.codearena.loadtest.load.target.Choice;
import org.codearena.loadtest.load.target.Person;
import org.codearena.loadtest.load.target.Shelf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One submitter against a server that answers as it is told to. */
final class SubmittersTest {
    @TempDir
    private Path directory;

    private final Meters meters = new Meters();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final List<String> resumed = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/submissions", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().endsWith("/events")) {
                events(exchange);
                return;
            }
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.getRequestBody().readAllBytes();
            int status = answers.remove();
            if (status == 0) {
                // Gone without a word: closing the exchange breaks the connection.
                return;
            }
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, status, status == 202 ? "{\"id\": \"s1\", \"state\": \"queued\"}" : "{}");
        }
    }

    /** Ends once after the first event, in order. */
    private void events(HttpExchange exchange) throws IOException {
        resumed.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
        send(
                exchange,
                200,
                resumed.size() == 1
                        ? "id: 1-1\nevent: state\ndata: {\"state\":\"running\"}\n\n"
                        : "id: 1-9\nevent: verdict\ndata: {\"verdict\":\"accepted\",\"timeMs\":5}\n\n");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Books submitOnce(Refused refused) throws Exception {
        Path ledgerFile = directory.resolve("ledger");
        try (Api api = new Api(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
                Ledger ledger = Ledger.open(ledgerFile)) {
            Choice choice = new Choice("people", shelf(), new Mix(Map.of(), Map.of(), List.of()));
            new Submitters("people", refused, List.of(new Person("ann", "token", "")), choice, api, ledger, meters)
                    .next(new SplittableRandom(1))
                    .run(new Arrival(0, System.nanoTime()));
        }
        return Books.read(ledgerFile);
    }

    private Shelf shelf() {
        try {
            Path problem = directory.resolve("sum");
            write(
                    problem,
                    "problem.yaml",
                    "problem_format_version: 2025-09\nname: Sum\nuuid: 5ca6ba5b-36d5-4eff-8aa7-d967cbc4375e\nlicense: cc0\n");
            write(problem, "statement/problem.en.md", "Add.\n");
            write(problem, "data/secret/1.in", "1 2\n");
            write(problem, "data/secret/1.ans", "3\n");
            write(problem, "submissions/accepted/sum.py", "print(3)\n");
            return Shelf.read(directory, Set.of("sum"), Map.of("python", List.of("py")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Path problem, String path, String text) throws IOException {
        Path file = problem.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void whatIsTakenIsInTheLedgerWithItsExpectationAndItsVerdict() throws Exception {
        answers.add(202);
        Books books = submitOnce(Refused.RETRIED);
        assertEquals(List.of("accepted"), books.acknowledged().getFirst().expected());
        assertEquals(
                "submissions/accepted/sum.py",
                "submissions/" + books.acknowledged().getFirst().path());
        assertEquals(Map.of("s1", List.of("accepted")), books.told());
        assertEquals(0, meters.waiting());
    }

    @Test
    void aStreamThatEndsBeforeTheVerdictIsReopenedWhereItLeftOff() throws Exception {
        answers.add(202);
        submitOnce(Refused.RETRIED);
        assertEquals(List.of("null", "1-1"), resumed);
        assertEquals(1, meters.counted("reopened.events"));
        long held = meters.histogram(Kind.HELD, _ -> true, _ -> true).getMaxValue();
        assertTrue(held > 900_000, "a judge had it from its first event on: " + held);
        assertEquals(Map.of(), meters.countsOf("error."));
    }

    @Test
    void whoIsToldToComeLaterDoesAndIsTimedFromThen() throws Exception {
        answers.addAll(List.of(429, 503, 202));
        Books books = submitOnce(Refused.RETRIED);
        assertEquals(1, books.acknowledged().size());
        assertEquals(Map.of("429", 1L, "503", 1L), meters.countsOf("refused."));
        assertEquals(Map.of(), meters.countsOf("error."));
        assertEquals(1, Set.copyOf(keys).size(), "it is the same request");
        long accepted = meters.histogram(Kind.ACCEPT, _ -> true, _ -> true).getMaxValue();
        assertTrue(accepted < 1_000_000, "the two seconds of waiting are not the server's: " + accepted);
        long judged = meters.histogram(Kind.VERDICT, _ -> true, _ -> true).getMaxValue();
        assertTrue(judged > 2_000_000, "but the person has waited: " + judged);
    }

    @Test
    void aFloodIsNotRepeated() throws Exception {
        answers.add(429);
        Books books = submitOnce(Refused.DROPPED);
        assertEquals(List.of(), books.acknowledged());
        assertEquals(List.of(), books.unanswered());
        assertEquals(1, keys.size());
    }

    @Test
    void aRequestWithoutAnAnswerIsSentAgainUnderItsKey() throws Exception {
        answers.addAll(List.of(0, 500, 202));
        Books books = submitOnce(Refused.RETRIED);
        assertEquals(1, books.acknowledged().size());
        assertEquals(1, Set.copyOf(keys).size());
        assertTrue(keys.size() >= 3, keys.toString());
    }
}
