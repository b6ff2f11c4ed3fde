package org.codearena.server.infra.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {
    record Result(int number) {}

    private final BlockingQueue<EventStream> opened = new ArrayBlockingQueue<>(10);
    private final CountDownLatch unsubscribed = new CountDownLatch(1);
    private EventStreams streams = new EventStreams(new EventStreams.Config(2, 8, Duration.ofMillis(50)));
    private EventStreams.Source source = stream -> {
        opened.add(stream);
        return unsubscribed::countDown;
    };
    private TestServer server = start();

    private TestServer start() {
        return TestServer.start(builder -> builder.streams(streams).feature(routes -> {
            routes.get(
                    "/events",
                    (request, response) -> streams.serve(request, response, stream -> source.subscribe(stream)));
            routes.get("/plain", (request, response) -> Json.send(response, List.of(1)));
        }));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private BufferedReader connect() {
        var response = server.open(server.request("/api/v1/events").header("Last-Event-ID", "41"));
        assertEquals(200, response.statusCode());
        assertEquals("text/event-stream; charset=utf-8", TestServer.header(response, "Content-Type"));
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private EventStream accepted() throws InterruptedException {
        EventStream stream = opened.poll(10, TimeUnit.SECONDS);
        assertTrue(stream != null, "no stream was opened");
        return stream;
    }

    private static String nextEvent(BufferedReader reader) throws IOException {
        StringBuilder event = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty() && !event.isEmpty()) {
                return event.toString();
            }
            if (!line.isEmpty() && !line.startsWith(":") && !line.startsWith("retry")) {
                event.append(line).append('|');
            }
        }
        return "the end";
    }

    @Test
    void eventsArriveInOrderWithTheirIdsAndTheStreamEndsAfterTheLast() throws Exception {
        BufferedReader reader = connect();
        EventStream stream = accepted();
        assertEquals("41", stream.lastEventId().orElseThrow());
        for (int i = 1; i <= 5; i++) {
            assertTrue(stream.send(Event.of(String.valueOf(i), "test", new Result(i))));
        }
        stream.end();
        for (int i = 1; i <= 5; i++) {
            assertEquals("id: " + i + "|event: test|data: {\"number\":" + i + "}|", nextEvent(reader));
        }
        assertEquals("the end", nextEvent(reader));
        assertFalse(stream.send(Event.of("late", 1)));
        assertTrue(unsubscribed.await(10, TimeUnit.SECONDS));
        assertEquals(200, server.get("/api/v1/plain").statusCode());
    }

    @Test
    void replayLongerThanTheQueueArrivesWhole() throws Exception {
        source = stream -> {
            IntStream.range(0, 1000).forEach(i -> stream.send(Event.of(String.valueOf(i), "test", i)));
            stream.end();
            return () -> {};
        };
        BufferedReader reader = connect();
        for (int i = 0; i < 1000; i++) {
            assertEquals("id: " + i + "|event: test|data: " + i + "|", nextEvent(reader));
        }
        assertEquals("the end", nextEvent(reader));
    }

    @Test
    void silentStreamBeats() throws Exception {
        BufferedReader reader = connect();
        int beats = 0;
        while (beats < 3) {
            if (reader.readLine().equals(":")) {
                beats++;
            }
        }
        accepted().end();
    }

    @Test
    void goneClientIsNoticedAndUnsubscribed() throws Exception {
        connect().close();
        accepted();
        assertTrue(unsubscribed.await(10, TimeUnit.SECONDS));
    }

    @Test
    void slowReaderIsClosedAndHoldsNobodyUp() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
            socket.setReceiveBufferSize(1024);
            socket.getOutputStream()
                    .write("GET /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            EventStream stream = accepted();
            Event large = Event.of("test", "x".repeat(100_000));
            AtomicBoolean open = new AtomicBoolean(true);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                while (open.get()) {
                    open.set(stream.send(large));
                }
            });
            assertTrue(unsubscribed.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void streamsOverTheBoundAreRefusedAndAPlaceIsFreedByALeaver() throws Exception {
        BufferedReader first = connect();
        EventStream one = accepted();
        connect();
        accepted();
        var refused = server.get("/api/v1/events");
        assertEquals(503, refused.statusCode());
        assertEquals("5", TestServer.header(refused, "Retry-After"));
        one.end();
        assertEquals("the end", nextEvent(first));
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (streams.size() > 1) {
                Thread.onSpinWait();
            }
        });
        connect();
        accepted();
    }

    @Test
    void closingTheServerEndsTheStreamsWithWhatWasSent() throws Exception {
        BufferedReader reader = connect();
        EventStream stream = accepted();
        stream.send(Event.of("1", "verdict", "accepted"));
        Thread closing = Thread.startVirtualThread(server.server()::close);
        assertEquals("id: 1|event: verdict|data: \"accepted\"|", nextEvent(reader));
        assertEquals("the end", nextEvent(reader));
        assertTrue(closing.join(Duration.ofSeconds(15)));
    }
}
