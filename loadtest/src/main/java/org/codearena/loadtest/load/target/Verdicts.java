package org.codearena.loadtest.load.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Waits for verdicts as an open page does: on the submission's event stream, which is opened again where it left off
 * whenever it breaks.
 */
public final class Verdicts {
    private static final Duration BEFORE_AGAIN = Duration.ofSeconds(1);

    private final Api api;
    private final Consumer<String> troubles;
    private final Runnable farewells;

    /**
     * @param troubles hears of each break, by its kind
     * @param farewells is run for each stream that the server ended in order before the verdict, as one that is restarted does
     */
    public Verdicts(Api api, Consumer<String> troubles, Runnable farewells) {
        this.api = api;
        this.troubles = troubles;
        this.farewells = farewells;
    }

    /**
     * What was heard of a submission.
     *
     * @param taken when a judge first had it, by {@link System#nanoTime()}
     */
    public record Heard(long taken, String verdict) {}

    /** The verdict, however long it takes: who has no more patience interrupts. */
    public Heard await(String submission, String token) throws InterruptedException {
        Position position = new Position();
        Optional<String> verdict = listen(submission, token, position);
        while (verdict.isEmpty()) {
            Thread.sleep(BEFORE_AGAIN);
            verdict = listen(submission, token, position);
        }
        return new Heard(position.firstEvent.orElseGet(System::nanoTime), verdict.get());
    }

    private static final class Position {
        private String lastEventId = "";
        /** There is none before a judge has it. */
        private OptionalLong firstEvent = OptionalLong.empty();

        void hear() {
            if (firstEvent.isEmpty()) {
                firstEvent = OptionalLong.of(System.nanoTime());
            }
        }
    }

    private Optional<String> listen(String submission, String token, Position position) throws InterruptedException {
        try {
            HttpResponse<InputStream> stream =
                    api.stream("/submissions/" + submission + "/events", token, position.lastEventId);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                if (stream.statusCode() != 200) {
                    troubles.accept("events http " + stream.statusCode());
                    return Optional.empty();
                }
                return verdict(lines, position);
            }
        } catch (IOException broken) {
            troubles.accept("events " + Trouble.of(broken));
            return Optional.empty();
        }
    }

    private Optional<String> verdict(BufferedReader lines, Position position) throws IOException {
        String event = "";
        for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                position.lastEventId = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
                position.hear();
            } else if (line.startsWith("data: ") && event.equals("verdict")) {
                return Optional.of(said(line.substring(6)));
            }
        }
        farewells.run();
        return Optional.empty();
    }

    private static String said(String data) throws IOException {
        try {
            return Api.JSON.readTree(data).path("verdict").asString("");
        } catch (JacksonException broken) {
            throw new IOException("a verdict that is not JSON", broken);
        }
    }
}
