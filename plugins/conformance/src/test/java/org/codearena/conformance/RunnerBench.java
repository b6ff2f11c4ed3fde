package org.codearena.conformance;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Limits;
import org.codearena.contract.PrepareReply;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.Step;
import org.codearena.plugin.kit.Bench;
import org.codearena.runner.wire.RunFrame;
import org.codearena.runner.wire.WireJson;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox behind a runner's HTTP API. */
final class RunnerBench implements Bench, AutoCloseable {
    private final URI runner;
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = WireJson.mapper();

    RunnerBench(URI runner) {
        this.runner = runner;
    }

    @Override
    public void prepare(PrepareRequest request) throws IOException, InterruptedException {
        PrepareReply reply = json.readValue(post("/prepare", request).readAllBytes(), PrepareReply.class);
        if (!reply.ready()) {
            throw new IOException("preparing '" + request.language() + "' failed: " + reply.output());
        }
    }

    @Override
    public CompileReply compile(CompileRequest request) throws IOException, InterruptedException {
        return json.readValue(post("/programs", request).readAllBytes(), CompileReply.class);
    }

    @Override
    public Run run(String program, Step step, byte[] input, Limits limits) throws IOException, InterruptedException {
        String hash = put(input);
        RunRequest request = new RunRequest(step, Optional.of(hash), limits);
        try (var frames = new DataInputStream(post("/programs/" + program + "/runs", request))) {
            return read(frames);
        }
    }

    private Run read(DataInputStream frames) throws IOException {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        while (true) {
            byte kind = frames.readByte();
            byte[] payload = frames.readNBytes(frames.readInt());
            if (kind == RunFrame.OUTPUT.kind()) {
                output.writeBytes(payload);
            } else if (kind == RunFrame.ERROR.kind()) {
                errors.writeBytes(payload);
            } else if (kind == RunFrame.END.kind()) {
                RunReport report = json.readValue(payload, RunReport.class);
                return new Run(
                        report, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
            } else {
                throw new IOException("the runner failed: " + new String(payload, StandardCharsets.UTF_8));
            }
        }
    }

    private String put(byte[] input) throws IOException, InterruptedException {
        String hash = HexFormat.of().formatHex(sha256().digest(input));
        send(HttpRequest.newBuilder(runner.resolve("/blobs/" + hash)).PUT(BodyPublishers.ofByteArray(input)));
        return hash;
    }

    private InputStream post(String path, Object request) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(runner.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(request))));
    }

    private InputStream send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() >= 300) {
            String problem = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
            throw new IOException("the runner answered " + response.statusCode() + ": " + problem);
        }
        return response.body();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
