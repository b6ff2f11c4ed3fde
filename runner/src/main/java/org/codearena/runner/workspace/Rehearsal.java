package org.codearena.runner.workspace;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.codearena.contract.workspace.WorkspaceOpen;
import org.codearena.runner.room.Room;
import org.codearena.runner.signature.Signature;
import org.codearena.runner.tree.Tree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays the opening of a session before there is one, on files and a socket of its own, so that the real one finds everything
 * loaded: the first of anything in a virtual machine takes some ten times as long as the second.
 */
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int KEY_BYTES = 32;
    private static final WorkspaceOpen SESSION = new WorkspaceOpen("rehearsal", "rehearsal", Map.of(), List.of());
    private static final String FILES = """
            {"path":"one","size":4,"executable":false}
            one
            {"path":"folder/two","size":4,"executable":true}
            two
            {"end":true}
            """;

    private final Room room;
    private final Workspace.Settings settings;
    private final JsonMapper mapper;

    /** @param room in which its shell will run; nothing of it is left there */
    public Rehearsal(Room room, Workspace.Settings settings, JsonMapper mapper) {
        this.room = room;
        this.settings = settings;
        this.mapper = mapper;
    }

    /** Returns when it is over or has taken too long. It only saves time, so a failure is no more than a warning. */
    public void play() {
        Thread player = Thread.ofVirtual().name("rehearsal").start(this::playOrWarn);
        try {
            if (!player.join(LONGEST)) {
                player.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void playOrWarn() {
        long begun = System.nanoTime();
        try {
            playThrough();
            LOG.atDebug()
                    .addKeyValue(
                            "ms", Duration.ofNanos(System.nanoTime() - begun).toMillis())
                    .log("rehearsed");
        } catch (IOException | RuntimeException failure) {
            LOG.atWarn().setCause(failure).log("not rehearsed: sessions open more slowly");
        }
    }

    private void playThrough() throws IOException {
        Path stage = Files.createTempDirectory("codearena-rehearsal-");
        try {
            play(UnixDomainSocketAddress.of(stage.resolve("s")), Files.createDirectory(stage.resolve("files")));
        } finally {
            new Tree(stage).delete();
        }
    }

    private void play(UnixDomainSocketAddress address, Path files) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        InstantSource clock = InstantSource.system();
        Signature signature = new Signature(HexFormat.of().formatHex(key), clock);
        try (Workspace workspace = new Workspace(room, files, settings, mapper, clock);
                WorkspaceApi _ = WorkspaceApi.start(address, workspace, signature, mapper)) {
            Extra extra = new Extra(address, signature);
            extra.ask("PUT", "/files", FILES.getBytes(StandardCharsets.UTF_8));
            extra.ask("POST", "/workspace", mapper.writeValueAsBytes(SESSION));
            extra.ask("GET", "/changes?epoch=0&after=0&waitMs=0", new byte[0]);
            extra.ask("GET", "/activity", new byte[0]);
            extra.work(List.of(
                    mapper.writeValueAsBytes(Map.of("op", "hello", "client", "extra")),
                    mapper.writeValueAsBytes(Map.of("op", "files.tree")),
                    mapper.writeValueAsBytes(Map.of("op", "files.read", "path", "one")),
                    mapper.writeValueAsBytes(Map.of("op", "terminal.open", "columns", 80, "rows", 24))));
        }
    }
}
