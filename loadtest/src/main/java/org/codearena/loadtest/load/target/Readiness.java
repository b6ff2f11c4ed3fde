package org.codearena.loadtest.load.target;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the target says, at {@code /health/ready}, of itself and of what it leans on. Thread-safe. */
public final class Readiness {
    private static final String NO_ANSWER = "no answer";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final Set<String> away;

    private Readiness(URI address) {
        this.address = address;
        this.away = new TreeSet<>();
    }

    /** Asks at once: what is away from the beginning is not waited for later. */
    public static Readiness of(URI address) throws InterruptedException {
        Readiness readiness = new Readiness(address);
        readiness.away.addAll(readiness.away());
        return readiness;
    }

    /** Whether nothing is away that was not so from the beginning. */
    public boolean asAtFirst() throws InterruptedException {
        return away.containsAll(away());
    }

    private Set<String> away() throws InterruptedException {
        Set<String> names = new TreeSet<>();
        try {
            HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
            JsonNode report = Api.JSON.readTree(answer.body());
            for (var check : report.path("checks").properties()) {
                if (!check.getValue().path("up").asBoolean(false)) {
                    names.add(check.getKey());
                }
            }
            if (!report.path("up").asBoolean(false)) {
                names.add("ready");
            }
        } catch (IOException | JacksonException none) {
            names.add(NO_ANSWER);
        }
        return names;
    }
}
