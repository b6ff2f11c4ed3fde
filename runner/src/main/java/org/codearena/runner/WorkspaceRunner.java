package org.codearena.runner;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.codearena.contract.workspace.Notice;
import org.codearena.runner.files.FilesSettings;
import org.codearena.runner.room.Room;
import org.codearena.runner.room.RoomHello;
import org.codearena.runner.room.RoomSettings;
import org.codearena.runner.signature.Signature;
import org.codearena.runner.tree.Tree;
import org.codearena.runner.wire.WireJson;
import org.codearena.runner.workspace.Rehearsal;
import org.codearena.runner.workspace.Workspace;
import org.codearena.runner.workspace.WorkspaceApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The running whole of the workspace mode. Started once, stopped once. */
final class WorkspaceRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceRunner.class);

    private final WorkspaceOptions options;
    private final Resources open = new Resources();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Room room;
    private final Workspace workspace;
    private final WorkspaceApi api;

    private WorkspaceRunner(WorkspaceOptions options, Runnable lost) throws OptionsException, IOException {
        this.options = options;
        boolean started = false;
        try {
            Listening.prepare(options.listen());
            Path ports = ports(options.listen());
            open.add(() -> new Tree(ports).delete());
            RoomNews news = new RoomNews(lost);
            room = open.add(Room.start(settings(options, ports), news));
            JsonMapper mapper = WireJson.mapper();
            Workspace.Settings limits = limits(options, ports);
            workspace = open.add(new Workspace(room, limits, mapper, InstantSource.system()));
            news.clients = workspace::notice;
            Signature signature = new Signature(options.key(), InstantSource.system());
            api = open.add(WorkspaceApi.start(options.listen(), workspace, signature, mapper));
            Listening.protect(options.listen());
            if (options.rehearse()) {
                new Rehearsal(room, limits, mapper).play();
            }
            started = true;
        } finally {
            if (!started) {
                open.close();
            }
        }
    }

    /** @param lost called when the room ends though nobody ended it: then there is nothing left to serve */
    static WorkspaceRunner start(WorkspaceOptions options, Runnable lost) throws OptionsException, IOException {
        return new WorkspaceRunner(options, lost);
    }

    /** A directory for the room's socket, beside our own, where others may not go. */
    private static Path ports(SocketAddress listen) throws IOException {
        if (!(listen instanceof UnixDomainSocketAddress unix)) {
            return Files.createTempDirectory("codearena-room-");
        }
        Path ports = unix.getPath().resolveSibling(unix.getPath().getFileName() + ".ports");
        new Tree(ports).delete();
        return Files.createDirectory(
                ports, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static RoomSettings settings(WorkspaceOptions options, Path ports) {
        return new RoomSettings(
                options.room(),
                options.disk(),
                options.diskBytes(),
                options.diskFiles(),
                options.memoryBytes(),
                options.processes(),
                options.cpus(),
                options.network(),
                options.uid(),
                options.toolchains(),
                ports,
                options.mode());
    }

    /** Where we are root, programs have a user of their own, and so have files. */
    private static Workspace.Settings limits(WorkspaceOptions options, Path ports) throws IOException {
        FilesSettings files = FilesSettings.defaults().withDisk(options.diskBytes(), options.diskFiles());
        if (Tree.isRoots(ports)) {
            files = files.withOwner(options.uid(), options.uid());
        }
        return new Workspace.Settings(options.diskBytes(), options.diskFiles(), options.toolchains(), files);
    }

    /** Passes on what happens in the room. */
    private static final class RoomNews implements Room.Listener {
        private final Runnable lost;
        private volatile Consumer<Notice> clients = _ -> {};

        RoomNews(Runnable lost) {
            this.lost = lost;
        }

        @Override
        public void outOfMemory() {
            LOG.atWarn().log("a program was killed for want of memory");
            tell("memory", "A program used up the memory of the workspace and was ended.");
        }

        @Override
        public void outOfDisk() {
            LOG.atWarn().log("all programs were killed for want of disk");
            tell("disk", "Programs filled the disk of the workspace, went on writing, and were ended.");
        }

        private void tell(String kind, String text) {
            clients.accept(new Notice(kind, text, Instant.now()));
        }

        @Override
        public void lost(String reason) {
            LOG.atError().addKeyValue("reason", reason).log("the room is gone");
            lost.run();
        }
    }

    /** Where it listens, as it is written in {@code --listen}. */
    String address() {
        return Listening.text(options.listen(), api.port());
    }

    /** What is said when it serves. */
    String readyLine() {
        RoomHello hello = room.hello();
        return "ready listen=" + address() + " mode=" + hello.mode() + " disk=" + hello.disk() + " network="
                + hello.network();
    }

    /** Tells clients that it stops, gives them a moment, and stops. */
    void drain() {
        api.drain();
        api.awaitClients(options.drain());
        close();
    }

    /** Stops now, with everything in the room. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            open.close();
            LOG.atInfo().log("workspace closed");
        }
    }
}
