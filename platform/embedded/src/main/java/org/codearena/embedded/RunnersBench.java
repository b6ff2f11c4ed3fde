package org.codearena.embedded;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Limits;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.Step;
import org.codearena.plugin.kit.Bench;
import org.codearena.server.execution.OutputSink;
import org.codearena.server.execution.Runners;

/** Where a plugin's cases are carried out: the runner that this process has started. */
final class RunnersBench implements Bench {
    private final Runners runners;

    RunnersBench(Runners runners) {
        this.runners = runners;
    }

    @Override
    public void prepare(PrepareRequest request) {
        runners.prepare(request);
    }

    @Override
    public CompileReply compile(CompileRequest request) {
        return runners.compile(request);
    }

    @Override
    public Run run(String program, Step step, byte[] input, Limits limits) throws IOException {
        String hash = sha256(input);
        runners.provide(hash, () -> new ByteArrayInputStream(input));
        Streams streams = new Streams();
        RunReport report = runners.run(program, new RunRequest(step, Optional.of(hash), limits), streams)
                .orElseThrow(() -> new IOException("the runner dropped a program that it had just made"));
        return new Run(
                report,
                streams.output.toString(StandardCharsets.UTF_8),
                streams.error.toString(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Streams implements OutputSink {
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();
        private final ByteArrayOutputStream error = new ByteArrayOutputStream();

        @Override
        public void output(byte[] bytes) {
            output.writeBytes(bytes);
        }

        @Override
        public void error(byte[] bytes) {
            error.writeBytes(bytes);
        }
    }
}
