package org.codearena.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.codearena.runner.blob.BlobHash;
import org.codearena.runner.blob.Blobs;
import org.codearena.runner.box.BoxCommand;
import org.codearena.runner.box.Cores;
import org.codearena.runner.box.Slots;
import org.codearena.runner.http.Api;
import org.codearena.runner.http.Readiness;
import org.codearena.runner.prepared.Prepared;
import org.codearena.runner.program.Programs;
import org.codearena.runner.signature.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running whole: puts the parts together and takes them apart. Started once, stopped once. */
final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final Duration BOX_SILENCE = Duration.ofSeconds(10);
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(10);

    private final Options options;
    private final Resources open = new Resources();
    private final Slots slots;
    private final Readiness readiness;
    private final Api api;

    private Runner(Options options, Duration clientPatience) throws OptionsException, IOException {
        this.options = options;
        boolean started = false;
        try {
            DataDirectory data = open.add(DataDirectory.open(options.data()));
            Prepared prepared = new Prepared(data.prepared(), data.preparedVersions(), data.making());
            Blobs blobs = Blobs.open(data.blobs(), data.making(), options.blobBytes());
            Programs.Bounds bounds =
                    new Programs.Bounds(options.programs(), options.programBytes(), options.programAge());
            Programs programs = Programs.open(data.programs(), data.making(), bounds, InstantSource.system());
            BoxCommand command = command(options, data);
            slots = open.add(Slots.start(settings(options), command, data.slots()));
            readiness = new Readiness(slots, options.floor(), options.unsafe(), launcher(options));
            Listening.prepare(options.listen());
            Api.Parts parts = new Api.Parts(readiness, blobs, programs, prepared, slots, command.environment());
            Optional<Signature> signature = options.key().map(key -> new Signature(key, InstantSource.system()));
            api = open.add(Api.start(options.listen(), signature, parts, clientPatience));
            Listening.protect(options.listen());
            slots.awaitStarts();
            started = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        } finally {
            if (!started) {
                open.close();
            }
        }
    }

    static Runner start(Options options) throws OptionsException, IOException {
        return start(options, CLIENT_PATIENCE);
    }

    /** @param clientPatience how long a client may hold up its program by reading nothing */
    static Runner start(Options options, Duration clientPatience) throws OptionsException, IOException {
        Runner runner = new Runner(options, clientPatience);
        LOG.atInfo()
                .addKeyValue("listen", runner.address())
                .addKeyValue("slots", options.slots())
                .addKeyValue("ready", runner.readiness.reasons().isEmpty())
                .log("runner started");
        return runner;
    }

    /** Where it listens, as it is written in {@code --listen}. */
    String address() {
        return Listening.text(options.listen(), api.port());
    }

    /** The mode of the sandbox, or none. */
    String mode() {
        return slots.hello().map(hello -> hello.mode()).orElse("none");
    }

    Readiness readiness() {
        return readiness;
    }

    private static String launcher(Options options) throws IOException {
        try (InputStream program = Files.newInputStream(options.box())) {
            return BlobHash.of(program).hex();
        }
    }

    private static Slots.Settings settings(Options options) throws IOException {
        return new Slots.Settings(
                options.slots(),
                options.mode(),
                options.waiting(),
                options.waitPatience(),
                BOX_SILENCE,
                options.pin() ? Cores.allowed() : List.of());
    }

    private static BoxCommand command(Options options, DataDirectory data) throws IOException {
        return new BoxCommand(
                options.box(),
                options.slotUidBase(),
                data.blobs(),
                data.prepared(),
                options.toolchains(),
                data.cgroupName());
    }

    /** Takes no more work, waits for what runs as long as the options say, and stops. */
    void drain() {
        readiness.stop();
        try {
            if (!slots.drain(options.drain())) {
                LOG.atWarn().addKeyValue("seconds", options.drain().toSeconds()).log("stopping with programs running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Stops now; programs that run are killed. */
    @Override
    public void close() {
        readiness.stop();
        open.close();
        LOG.atInfo().log("runner stopped");
    }
}
