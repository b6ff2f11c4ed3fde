package org.codearena.server.judge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.codearena.server.execution.OutputSink;
import org.codearena.server.submission.StoredText;

/** Keeps the beginning of what a program writes, for people to read, and the end of it, where a runtime's last words are. */
final class CapturedOutput implements OutputSink {
    private static final int TAIL = 8 << 10;

    private final int outputBytes;
    private final int errorBytes;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private String lastOutput = "";
    private String lastError = "";

    CapturedOutput(int outputBytes, int errorBytes) {
        this.outputBytes = outputBytes;
        this.errorBytes = errorBytes;
    }

    @Override
    public void output(byte[] bytes) {
        keepBeginning(output, bytes, outputBytes);
        lastOutput = tailOf(lastOutput, bytes);
    }

    @Override
    public void error(byte[] bytes) {
        keepBeginning(error, bytes, errorBytes);
        lastError = tailOf(lastError, bytes);
    }

    String outputText() {
        return StoredText.safe(output.toByteArray());
    }

    String errorText() {
        return StoredText.safe(error.toByteArray());
    }

    /** Whether the last words contain this text. */
    boolean endsSaying(String mark) {
        return lastError.contains(mark) || lastOutput.contains(mark);
    }

    private static void keepBeginning(ByteArrayOutputStream kept, byte[] bytes, int atMost) {
        kept.write(bytes, 0, Math.clamp(atMost - kept.size(), 0, bytes.length));
    }

    /** As Latin-1, one character a byte: marks are ASCII. */
    private static String tailOf(String last, byte[] bytes) {
        int from = Math.max(0, bytes.length - TAIL);
        String all = last + new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
        return all.substring(Math.max(0, all.length() - TAIL));
    }
}
