package org.codearena.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.codearena.runner.blob.BlobHash;
import org.codearena.runner.blob.Blobs;
import org.codearena.runner.box.BoxCommand;
import org.codearena.runner.box.Cores;
import org.codearena.runner.box.Slots;
import org.codearena.runner.http.Api;
import org.codearena.runner.http.Readiness;
import org.codearena.runner.prepared.Prepared;
import org.codearena.runner.program.Programs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running whole: puts the parts together and takes them apart. Started once, stopped once. */
final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final Duration BOX_SILENCE = Duration.ofSeconds(10);
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(10);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Options options;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Slots slots;
    private final Readiness readiness;
    private final Api api;

    private Runner(Options options, Duration clientPatience) throws OptionsException, IOException {
        this.options = options;
        boolean started = false;
        try {
            DataDirectory data = add(DataDirectory.open(options.data()));
            Prepared prepared = new Prepared(data.prepared(), data.preparedVersions(), data.making());
            Blobs blobs = Blobs.open(data.blobs(), data.making(), options.blobBytes());
            Programs.Bounds bounds =
                    new Programs.Bounds(options.programs(), options.programBytes(), options.programAge());
            Programs programs = Programs.open(data.programs(), data.making(), bounds, InstantSource.system());
            BoxCommand command = command(options, data);
            slots = add(Slots.start(settings(options), command, data.slots()));
            readiness = new Readiness(slots, options.floor(), options.unsafe(), launcher(options));
            prepareSocket(options.listen());
            Api.Parts parts = new Api.Parts(readiness, blobs, programs, prepared, slots, command.environment());
            api = add(Api.start(options.listen(), parts, clientPatience));
            protectSocket(options.listen());
            slots.awaitStarts();
            started = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        } finally {
            if (!started) {
                closeAll();
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
        return switch (options.listen()) {
            case UnixDomainSocketAddress unix -> "unix:" + unix.getPath();
            case InetSocketAddress tcp -> "tcp:" + tcp.getHostString() + ":" + api.port();
            default -> options.listen().toString();
        };
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

    /** The socket's directory is what keeps others out, between the bind and the change of the socket's mode too. */
    private static void prepareSocket(SocketAddress address) throws OptionsException, IOException {
        if (!(address instanceof UnixDomainSocketAddress unix)) {
            return;
        }
        Path directory = unix.getPath().toAbsolutePath().getParent();
        if (directory == null || unix.getPath().getFileName() == null) {
            throw new OptionsException("--listen '" + unix.getPath() + "' names no file");
        }
        if (!Files.exists(directory)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        }
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(directory))) {
            throw new OptionsException("--listen: the directory '" + directory + "' has the mode "
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))
                    + ", allowed is rwx------: whoever reaches the socket runs programs");
        }
        removeDeadSocket(unix);
    }

    private static void removeDeadSocket(UnixDomainSocketAddress address) throws OptionsException, IOException {
        if (!Files.exists(address.getPath())) {
            return;
        }
        try (SocketChannel _ = SocketChannel.open(address)) {
            throw new OptionsException("--listen '" + address.getPath() + "' is in use");
        } catch (IOException nobodyListens) {
            Files.delete(address.getPath());
        }
    }

    private static void protectSocket(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.setPosixFilePermissions(unix.getPath(), PosixFilePermissions.fromString("rw-------"));
        }
    }

    private <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
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
        closeAll();
        LOG.atInfo().log("runner stopped");
    }

    private void closeAll() {
        RuntimeException failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException e) {
                failure = join(failure, new UncheckedIOException(e));
            } catch (Exception e) {
                failure = join(failure, new IllegalStateException(e));
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException join(
            @org.jspecify.annotations.Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
