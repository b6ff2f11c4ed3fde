package org.codearena.server.workspace.orchestrator.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One runner, a child process that ends with this one: it watches its standard input, which ends when we do, however that
 * happens. Thread-safe.
 */
final class LocalRunner {
    private static final Logger log = LoggerFactory.getLogger(LocalRunner.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration END_WITHIN = Duration.ofSeconds(10);
    private static final int KEY_BYTES = 32;
    private static final long SHOWN = 500;
    private static final Map<String, String> SURROUNDINGS = Map.of(
            "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C.UTF-8", "TZ", "UTC");

    /**
     * How one runner is set up.
     *
     * @param home its own directory, for its key and its log
     * @param socket in a directory of its own
     * @param image the name of its disk
     * @param waits whether no session has it yet: then it gets ready for one, which takes a core for half a second more
     */
    record Place(String name, Path home, Path socket, Path image, int uid, boolean waits) {}

    private final Place place;
    private final Endpoint endpoint;
    private final Process process;
    private final long startedAt = System.nanoTime();
    private volatile State state = new State.Starting("starting its runner");
    private volatile long readyAfterMs;

    private LocalRunner(Place place, Endpoint endpoint, Process process) {
        this.place = place;
        this.endpoint = endpoint;
        this.process = process;
    }

    /** Starts it; what becomes of it is in its state, and told to the listener. */
    static LocalRunner start(Place place, LocalConfig config, Runnable changed) throws IOException {
        privateDirectory(place.home());
        privateDirectory(directoryOf(place.socket()));
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        String hex = HexFormat.of().formatHex(key);
        Path keyFile = place.home().resolve("key");
        Files.createFile(keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(keyFile, hex);
        Process process = launch(place, keyFile, config);
        Endpoint endpoint = new Endpoint(UnixDomainSocketAddress.of(place.socket()), new Secret(hex));
        LocalRunner runner = new LocalRunner(place, endpoint, process);
        Thread.ofVirtual().name("runner-" + place.name()).start(() -> runner.watch(changed));
        return runner;
    }

    private static Process launch(Place place, Path keyFile, LocalConfig config) throws IOException {
        // A session of its own keeps the terminal's Ctrl-C from it: we end it when its time has come.
        List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(config.runnerCommand());
        line.addAll(List.of(
                "--listen",
                "unix:" + place.socket(),
                "--key-file",
                keyFile.toString(),
                "--disk",
                place.image().toString(),
                "--uid",
                String.valueOf(place.uid()),
                "--die-with-parent"));
        line.addAll(config.bounds().options());
        if (place.waits()) {
            line.add("--rehearse");
        }
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(place.home().toFile())
                .redirectError(place.home().resolve("log").toFile());
        builder.environment().clear();
        builder.environment().putAll(SURROUNDINGS);
        return builder.start();
    }

    private static Path directoryOf(Path file) {
        return Optional.ofNullable(file.getParent()).orElseThrow();
    }

    private static void privateDirectory(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Until its end: the first line says that it serves, and the last that it does no more. */
    private void watch(Runnable changed) {
        CompletableFuture<Void> _ = process.onExit().thenRun(() -> ended(changed));
        Thread.ofVirtual().start(this::endUnlessReadyInTime);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ready ") && becomesReady()) {
                    log.atInfo()
                            .addKeyValue("runner", place.name())
                            .addKeyValue("tookMs", readyAfterMs)
                            .log("session runner ready");
                    changed.run();
                }
            }
        } catch (IOException closed) {
            log.atDebug().addKeyValue("runner", place.name()).log("session runner's output ended");
        }
    }

    private synchronized boolean becomesReady() {
        if (!(state instanceof State.Starting)) {
            return false;
        }
        readyAfterMs = startMs();
        state = new State.Ready();
        return true;
    }

    private void endUnlessReadyInTime() {
        try {
            if (!process.waitFor(READY_WITHIN.toMillis(), TimeUnit.MILLISECONDS) && state instanceof State.Starting) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended(Runnable changed) {
        if (fails()) {
            log.atWarn()
                    .addKeyValue("runner", place.name())
                    .addKeyValue("status", process.exitValue())
                    .addKeyValue("said", lastWords())
                    .log("session runner ended unasked");
            changed.run();
        }
    }

    private synchronized boolean fails() {
        if (state instanceof State.Ending) {
            return false;
        }
        String how = state instanceof State.Ready ? "ended" : "did not start";
        state = new State.Failed("its runner " + how + " (status " + process.exitValue() + ")", true);
        return true;
    }

    /** Of its log, which it alone writes: what it said before it ended. */
    private String lastWords() {
        try {
            String all = Files.readString(place.home().resolve("log"));
            return all.substring((int) Math.max(0, all.length() - SHOWN)).strip();
        } catch (IOException none) {
            return "";
        }
    }

    Place place() {
        return place;
    }

    State state() {
        return state;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    long pid() {
        return process.pid();
    }

    /** Milliseconds until it was ready; so far, if it is not yet. */
    long startMs() {
        return state instanceof State.Starting
                ? Duration.ofNanos(System.nanoTime() - startedAt).toMillis()
                : readyAfterMs;
    }

    /** Shows from now on as ending. */
    synchronized void announceEnd() {
        state = new State.Ending();
    }

    /** Ends it and returns when it is gone, with everything in its room. */
    void end() {
        announceEnd();
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            log.atDebug().addKeyValue("runner", place.name()).log("session runner was gone already");
        }
        try {
            if (!process.waitFor(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes what it had besides its disk. */
    void clear() throws IOException {
        Disks.deleteTree(place.home());
        Disks.deleteTree(directoryOf(place.socket()));
    }
}
