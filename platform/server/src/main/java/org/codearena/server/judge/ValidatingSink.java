package org.codearena.server.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.codearena.server.execution.OutputSink;
import org.codearena.server.validator.Outcome;
import org.codearena.server.validator.OutputValidator;

/** Hands output to the validator as it arrives, and keeps the last words for the verdict and for the sample's reader. */
final class ValidatingSink implements OutputSink {
    private static final int SHOWN_ERROR_BYTES = 4 << 10;

    private final OutputValidator validator;
    private final CapturedOutput captured = new CapturedOutput(0, SHOWN_ERROR_BYTES);

    ValidatingSink(OutputValidator validator) {
        this.validator = validator;
    }

    @Override
    public void output(byte[] bytes) {
        captured.output(bytes);
        try {
            validator.accept(bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void error(byte[] bytes) {
        captured.error(bytes);
    }

    CapturedOutput captured() {
        return captured;
    }

    Outcome finish() throws IOException {
        return validator.finish();
    }
}
