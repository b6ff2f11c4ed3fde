package org.codearena.runner.http;

import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.codearena.contract.RunReport;
import org.codearena.runner.wire.RunFrame;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run to its client as frames. Frames are gathered: they go out when nothing more has come for a moment, when
 * there are many, and at the end. So a program that prints and exits at once costs one write, a slow one is seen as it
 * goes, and a fast one is sent in large pieces. In silence an empty frame goes out now and then: a write is how a server
 * learns that its client is gone.
 */
final class RunStream {
    private static final Duration LINGER = Duration.ofMillis(2);
    private static final Duration HEARTBEAT = Duration.ofMillis(250);
    private static final int GATHERED_BYTES = 1 << 16;

    private final ServerResponse response;
    private final Json json;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(4_096);
    /** Absent while nothing has been sent: an answer that is sent whole has a length and is not chunked. */
    private @Nullable OutputStream client;

    RunStream(ServerResponse response, Json json) {
        this.response = response;
        this.json = json;
    }

    /** An empty frame, right now. */
    void beat() throws IOException {
        RunFrame.OUTPUT.write(gathered, new byte[0]);
        flush();
    }

    /**
     * Writes until the run has ended; what is last waits for {@link #finish}, so that the slot can be freed before.
     *
     * @throws IOException when the client is gone
     */
    void copy(RunPipe pipe) throws IOException, InterruptedException {
        long flushAt = 0;
        while (true) {
            boolean waiting = gathered.size() > 0;
            long patience = waiting ? flushAt - System.nanoTime() : HEARTBEAT.toNanos();
            Optional<RunPipe.Event> event = pipe.next(patience);
            if (event.isEmpty()) {
                if (waiting) {
                    flush();
                } else {
                    beat();
                }
                continue;
            }
            if (!waiting) {
                flushAt = System.nanoTime() + LINGER.toNanos();
            }
            if (gather(event.get())) {
                return;
            }
            if (gathered.size() >= GATHERED_BYTES) {
                flush();
            }
        }
    }

    /** Writes what is left and ends the answer. */
    void finish() throws IOException {
        if (client == null) {
            response.send(gathered.toByteArray());
        } else {
            gathered.writeTo(client);
            client.close();
        }
    }

    private boolean gather(RunPipe.Event event) throws IOException {
        switch (event) {
            case RunPipe.Event.StandardOutput(byte[] piece) -> RunFrame.OUTPUT.write(gathered, piece);
            case RunPipe.Event.StandardError(byte[] piece) -> RunFrame.ERROR.write(gathered, piece);
            case RunPipe.Event.End(RunReport report) -> RunFrame.END.write(gathered, json.write(report));
            case RunPipe.Event.Fault(String why) -> RunFrame.FAULT.write(gathered, utf8(why));
        }
        return event instanceof RunPipe.Event.End || event instanceof RunPipe.Event.Fault;
    }

    private void flush() throws IOException {
        OutputStream out = client == null ? response.outputStream() : client;
        client = out;
        gathered.writeTo(out);
        out.flush();
        gathered.reset();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
