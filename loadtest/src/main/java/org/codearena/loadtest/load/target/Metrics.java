package org.codearena.loadtest.load.target;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the server says of itself at {@code /metrics}, in the text format of Prometheus. For one thread. */
public final class Metrics implements AutoCloseable {
    private static final Pattern OF_THE_QUEUE =
            Pattern.compile("(?:codearena_)?(?:submissions?|backlog|queue|dispatch|outbox|judge|sessions)_\\w+");
    private static final Pattern NO_GAUGE = Pattern.compile("\\w+_(?:bucket|count|sum|total|max|created)");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    public Metrics(URI address) {
        this.address = address;
    }

    /** What is worth a curve; values with several labels are summed. */
    public Map<String, Double> sample() throws IOException, InterruptedException {
        return curves(read());
    }

    /** All that it says. */
    public List<Sample> read() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers " + answer.statusCode());
        }
        return Sample.parse(answer.body());
    }

    static Map<String, Double> curves(List<Sample> samples) {
        Map<String, Double> values = new LinkedHashMap<>();
        samples.forEach(each -> take(each, values));
        return values;
    }

    private static void take(Sample sample, Map<String, Double> values) {
        String name = sample.name();
        double value = sample.value();
        if (!Double.isFinite(value)) {
            return;
        }
        if (name.equals("process_cpu_usage")) {
            values.put("server.cpu", value);
        } else if (name.equals("jvm_memory_used_bytes") && sample.label("area").equals("heap")) {
            values.merge("server.heap_mib", value / (1 << 20), Double::sum);
        } else if (name.equals("jvm_threads_live_threads")) {
            values.put("server.threads", value);
        } else if (OF_THE_QUEUE.matcher(name).matches()
                && !NO_GAUGE.matcher(name).matches()) {
            values.merge("server." + name, value, Double::sum);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
