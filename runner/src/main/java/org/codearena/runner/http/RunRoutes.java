package org.codearena.runner.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.RunRequest;
import org.codearena.runner.blob.BlobHash;
import org.codearena.runner.blob.Blobs;
import org.codearena.runner.box.BoxFaultException;
import org.codearena.runner.box.BoxRun;
import org.codearena.runner.box.NoSlotException;
import org.codearena.runner.box.Slots;
import org.codearena.runner.program.Programs;
import org.codearena.runner.tree.RelativePath;
import org.codearena.runner.wire.RunFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs of programs, streamed to their clients while they run. */
final class RunRoutes implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(RunRoutes.class);
    /** After a wait this long the client is asked whether it is still there, before a box is started for it. */
    private static final Duration LONG_WAIT = Duration.ofMillis(100);

    private final Readiness readiness;
    private final Blobs blobs;
    private final Programs programs;
    private final Slots slots;
    private final Json json;
    private final Duration patience;

    /** @param patience how long a client may hold up its program by reading nothing */
    RunRoutes(Readiness readiness, Blobs blobs, Programs programs, Slots slots, Json json, Duration patience) {
        this.readiness = readiness;
        this.blobs = blobs;
        this.programs = programs;
        this.slots = slots;
        this.json = json;
        this.patience = patience;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/programs/{id}/runs", this::run);
    }

    private void run(ServerRequest request, ServerResponse response)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        readiness.require();
        RunRequest asked = json.read(request, RunRequest.class);
        Optional<BlobHash> input = asked.input().map(BlobHash::new);
        BoxRun run = new BoxRun(asked.step(), asked.limits(), input.map(BlobHash::hex), Optional.empty());
        Map<RelativePath, BlobHash> files = LentBlobs.paths(asked.files());
        String id = request.path().pathParameters().get("id");
        RunStream stream;
        try (Programs.Loan program = programs.lend(id).orElseThrow(() -> Problem.unknownProgram(id));
                LentBlobs lent = LentBlobs.of(blobs, Stream.concat(input.stream(), files.values().stream()))) {
            stream = run(program, lent.files(files), run, response);
        }
        finish(stream);
    }

    private RunStream run(Programs.Loan program, Map<RelativePath, Path> files, BoxRun run, ServerResponse response)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        long asked = System.nanoTime();
        try (Slots.Lease slot = slots.acquire(program.id())) {
            slot.lay(program.id(), program.tree());
            slot.cover(files);
            boolean waitedLong = System.nanoTime() - asked > LONG_WAIT.toNanos();
            response.header(HeaderNames.CONTENT_TYPE, RunFrame.MEDIA_TYPE);
            RunStream stream = new RunStream(response, json);
            copy(slot, run.on(slot.core()), stream, waitedLong);
            return stream;
        }
    }

    /** Returns when the box has ended the run: only then may the slot go to another. */
    private void copy(Slots.Lease slot, BoxRun run, RunStream stream, boolean waitedLong) {
        RunPipe pipe = new RunPipe(patience);
        try {
            if (waitedLong) {
                stream.beat();
            }
            start(slot, run, pipe);
            stream.copy(pipe);
        } catch (IOException | RuntimeException | InterruptedException e) {
            LOG.atInfo().addKeyValue("why", e.getMessage()).log("run given up, its client is gone");
            throw new CloseConnectionException("the client of a run is gone", e);
        } finally {
            pipe.close();
        }
    }

    private static void start(Slots.Lease slot, BoxRun run, RunPipe pipe) {
        try {
            pipe.started(slot.run(run, pipe));
        } catch (BoxFaultException e) {
            pipe.failed(String.valueOf(e.getMessage()));
        }
    }

    private static void finish(RunStream stream) {
        try {
            stream.finish();
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the client of a run is gone", e);
        }
    }
}
