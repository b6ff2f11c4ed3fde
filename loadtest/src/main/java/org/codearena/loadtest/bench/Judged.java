package org.codearena.loadtest.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.Exit;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.server.execution.OutputSink;
import org.codearena.server.execution.Runners;
import org.codearena.server.validator.OutputValidator;
import org.codearena.server.validator.ValidatorFlags;

/** Runs subjects as the judge runs a test: through the runner's API, in a fresh box, validated. */
final class Judged {
    private final Runners runners;
    private final String input;
    private final byte[] answer;

    Judged(Runners runners, String input, String answer) {
        this.runners = runners;
        this.input = input;
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
    }

    /** Milliseconds of each run, from the request to the validator's word. */
    Samples run(Subject subject, int count) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            long started = System.nanoTime();
            runOnce(subject);
            millis.add((System.nanoTime() - started) / 1e6);
        }
        return new Samples(millis);
    }

    private void runOnce(Subject subject) throws IOException {
        OutputValidator validator = new OutputValidator(ValidatorFlags.NONE, new ByteArrayInputStream(answer));
        RunReport report = runners.run(
                        subject.program(),
                        new RunRequest(subject.run(), Optional.of(input), subject.limits()),
                        sinkInto(validator))
                .orElseThrow(() -> new IOException("the runner dropped the program"));
        if (!report.exit().equals(new Exit.Code(0)) || !validator.finish().accepted()) {
            throw new IOException("the " + subject.name() + " program was not accepted: " + report);
        }
    }

    private static OutputSink sinkInto(OutputValidator validator) {
        return new OutputSink() {
            @Override
            public void output(byte[] bytes) {
                try {
                    validator.accept(bytes, 0, bytes.length);
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
            }

            @Override
            public void error(byte[] bytes) {}
        };
    }
}
