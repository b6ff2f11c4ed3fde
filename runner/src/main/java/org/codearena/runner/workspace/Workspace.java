package org.codearena.runner.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.codearena.contract.workspace.Activity;
import org.codearena.contract.workspace.Notice;
import org.codearena.contract.workspace.WorkspaceOpen;
import org.codearena.contract.workspace.WorkspaceState;
import org.codearena.runner.files.FileEvent;
import org.codearena.runner.files.FilesListener;
import org.codearena.runner.files.FilesSettings;
import org.codearena.runner.files.FilesState;
import org.codearena.runner.files.Unkept;
import org.codearena.runner.files.WorkspaceFiles;
import org.codearena.runner.room.Room;
import org.codearena.runner.room.RoomUsage;
import org.codearena.runner.rounds.Rounds;
import org.codearena.runner.terminal.TerminalState;
import org.codearena.runner.terminal.Terminals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** A session's workspace: its room, files, terminals, and who is connected. Safe for use by several threads. */
public final class Workspace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);
    /** Where names of programs are not asked for. */
    private static final Path NO_PROCESSES = Path.of("/proc/none");

    private static final int PORTS_MILLIS = 500;
    private static final int USAGE_MILLIS = 5_000;
    private static final int LOOK_MILLIS = 2_000;

    private final Room room;
    private final Settings settings;
    private final InstantSource clock;
    private final Clients clients;
    private final WorkspaceFiles files;
    private final Terminals terminals;
    private final ListeningPorts listening;
    private final Rounds rounds = new Rounds("workspace");
    private final AtomicReference<Instant> used;
    private final GivenPorts givenPorts = new GivenPorts();
    private volatile Optional<WorkspaceOpen> opened = Optional.empty();
    private volatile List<Port> ports = List.of();
    private volatile long kept;
    private volatile Watching watching = new Watching(true, "");

    /** How changes of files are noticed, as {@link FilesListener} says it. */
    private record Watching(boolean live, String reason) {}

    /**
     * The limits, as they were configured.
     *
     * @param files the limits of the files, and whose they are
     */
    public record Settings(long diskBytes, long diskFiles, List<Path> toolchains, FilesSettings files) {
        public Settings {
            toolchains = List.copyOf(toolchains);
        }
    }

    /**
     * Takes up what the room holds.
     *
     * @throws IOException when the files cannot be reached
     */
    public Workspace(Room room, Settings settings, JsonMapper mapper, InstantSource clock) throws IOException {
        this(room, room.workspace(), settings, mapper, clock);
    }

    /** @param root where the files are, if not in the room */
    Workspace(Room room, Path root, Settings settings, JsonMapper mapper, InstantSource clock) throws IOException {
        this.room = room;
        this.settings = settings;
        this.clock = clock;
        this.used = new AtomicReference<>(clock.instant());
        this.clients = new Clients(mapper);
        this.listening = new ListeningPorts(room.proc().resolve("net"), Path.of("/proc"));
        this.files = WorkspaceFiles.open(root, settings.files(), new FileNews());
        this.terminals = new Terminals(room.terminals(), new TerminalNews());
        rounds.every(LOOK_MILLIS, clients::look);
        rounds.every(PORTS_MILLIS, this::lookForPorts);
        rounds.every(USAGE_MILLIS, this::tellUsage);
    }

    private final class FileNews implements FilesListener {
        @Override
        public void changed(List<FileEvent> changes, long revision) {
            clients.tell(new Event.Files(changes, revision));
        }

        @Override
        public void resync() {
            clients.tell(new Event.Resync("files"));
        }

        @Override
        public void unkept(Unkept unkept) {
            clients.tell(new Event.NotKept(unkept.files(), unkept.more()));
        }

        @Override
        public void watching(boolean live, String reason) {
            watching = new Watching(live, reason);
            clients.tell(new Event.Watching(live, reason));
        }
    }

    private final class TerminalNews implements Terminals.Listener {
        @Override
        public void changed(TerminalState terminal) {
            if (terminal.exit().isPresent()) {
                givenPorts.free(terminal.id());
            }
            clients.tell(new Event.Terminal(terminal));
        }

        @Override
        public void closed(int id) {
            givenPorts.free(id);
            clients.forgetTerminal(id);
            clients.tell(new Event.TerminalClosed(id));
        }
    }

    // -- life

    /**
     * Makes this the workspace of a session.
     *
     * @return whether it is that now; not when it was opened as another
     */
    synchronized boolean open(WorkspaceOpen request) {
        if (opened.isEmpty()) {
            opened = Optional.of(request);
            used.set(clock.instant());
            LOG.atInfo().addKeyValue("session", request.session()).log("workspace opened");
        }
        return opened.equals(Optional.of(request));
    }

    boolean isOpen() {
        return opened.isPresent();
    }

    WorkspaceState state() {
        return state(files.state());
    }

    WorkspaceState state(FilesState files) {
        return new WorkspaceState(
                isOpen() ? "open" : "waiting", files.epoch(), files.revision(), files.files(), files.bytes());
    }

    Map<String, Object> readiness() {
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("state", isOpen() ? "open" : "waiting");
        ready.put("mode", room.hello().mode());
        ready.put("disk", room.hello().disk());
        ready.put("network", room.hello().network());
        return ready;
    }

    boolean mayServe() {
        return room.isAlive();
    }

    /** Somebody works with it. */
    void use() {
        used.set(clock.instant());
    }

    Activity activity() throws IOException {
        OptionalLong idle = terminals.idleNanos();
        Instant busy = idle.isPresent() ? clock.instant().minusNanos(idle.getAsLong()) : Instant.MIN;
        Instant last = used.updateAndGet(before -> busy.isAfter(before) ? busy : before);
        return new Activity(
                last,
                clients.size(),
                terminals.size(),
                terminals.isBusy(),
                room.usage().memoryBytes());
    }

    /** Tells every client. */
    public void notice(Notice notice) {
        if (!notice.kind().equals("kept")) {
            clients.tell(new Event.Notice(notice.kind(), notice.text(), notice.at()));
            return;
        }
        kept = Long.parseLong(notice.text());
        clients.tell(new Event.Kept(kept));
    }

    // -- what it has

    WorkspaceFiles files() {
        return files;
    }

    Terminals terminals() {
        return terminals;
    }

    Clients clients() {
        return clients;
    }

    Rounds rounds() {
        return rounds;
    }

    Room room() {
        return room;
    }

    List<Port> ports() {
        return ports;
    }

    Optional<WorkspaceOpen.Task> task(String id) {
        return tasks().stream().filter(task -> task.id().equals(id)).findFirst();
    }

    String taskIds() {
        return tasks().stream().map(WorkspaceOpen.Task::id).collect(Collectors.joining(", "));
    }

    private List<WorkspaceOpen.Task> tasks() {
        return opened.map(WorkspaceOpen::tasks).orElse(List.of());
    }

    /** What a client is told first. */
    Map<String, Object> hello() throws IOException {
        FilesState state = files.state();
        RoomUsage usage = room.usage();
        Map<String, Object> hello = new LinkedHashMap<>();
        hello.put("session", opened.map(WorkspaceOpen::session).orElse(""));
        hello.put("mode", room.hello().mode());
        hello.put("tasks", tasks());
        hello.put("terminals", terminals.list());
        hello.put("ports", ports);
        hello.put("epoch", state.epoch());
        hello.put("revision", state.revision());
        hello.put("kept", kept);
        hello.put("unkept", files.unkept());
        hello.put("watching", watching);
        hello.put("limits", limits(usage));
        return hello;
    }

    private Map<String, Object> limits(RoomUsage usage) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("diskBytes", settings.diskBytes());
        limits.put("diskFiles", settings.diskFiles());
        limits.put("usedBytes", usage.diskBytes());
        limits.put("usedFiles", usage.diskFiles());
        return limits;
    }

    /** The environment of one more program that is told that port. */
    Map<String, String> environment(int port) {
        WorkspaceOpen session = opened.orElseThrow(() -> new IllegalStateException("the workspace is not open"));
        return new Surroundings(session.environment(), session.name(), settings.toolchains()).of(port);
    }

    GivenPorts givenPorts() {
        return givenPorts;
    }

    /** All at which something listens now. */
    Set<Integer> listeningPorts() {
        return new ListeningPorts(room.proc().resolve("net"), NO_PROCESSES)
                .look().stream().map(Port::port).collect(Collectors.toSet());
    }

    // -- rounds

    private void lookForPorts() {
        if (clients.size() == 0 && !terminals.isBusy()) {
            return;
        }
        List<Port> now = listening.look();
        if (!now.equals(ports)) {
            ports = now;
            clients.tell(new Event.Ports(now));
        }
    }

    private void tellUsage() {
        if (clients.size() == 0) {
            return;
        }
        try {
            RoomUsage usage = room.usage();
            clients.tell(new Event.Usage(
                    usage.diskBytes(), usage.diskFiles(), usage.memoryBytes(), usage.cpuMicros() / 1_000));
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the room does not say what it uses");
        }
    }

    /** Ends everything in it. */
    @Override
    public void close() {
        rounds.close();
        terminals.close();
        files.close();
    }
}
