package org.codearena.server.workspace.orchestrator.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.Environment.Step;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.orchestrator.local.Disks.Disk;
import org.codearena.server.workspace.orchestrator.local.LocalRunner.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Environments on this machine. Runners end with this process, disks do not: the next environment of a project takes its disk up
 * again. Runners that wait are alike, whatever the language: every toolchain of the machine is in every room. Thread-safe.
 *
 * <p>A runner that waits has a disk of nobody's. When a session takes it, the disk is given to the project by a rename, in one step, so
 * that at no moment a file of the project lies on a disk that nobody would find again.
 */
public final class LocalOrchestrator implements Orchestrator {
    private static final Logger log = LoggerFactory.getLogger(LocalOrchestrator.class);
    /** Beyond what systemd gives to containers, and not in use by accounts. */
    private static final int FIRST_UID = 1_900_000_000;
    /** A new runner takes a core for half a second, which the one that was just taken needs first. */
    private static final long REFILL_AFTER_MS = 2_000;

    private static final String NOBODYS_IMAGE = "disk.img";

    /** A runner that a session has. */
    private record Taken(Wanted wanted, LocalRunner runner, Path image, boolean recovered, List<Step> steps) {
        Environment environment() {
            State state = runner.state();
            return new Environment(
                    runner.place().name(),
                    wanted.session(),
                    state,
                    stepsNow(state),
                    state instanceof State.Ready ? Optional.of(runner.endpoint()) : Optional.empty(),
                    recovered);
        }

        private List<Step> stepsNow(State state) {
            boolean done = !(state instanceof State.Starting);
            return steps.isEmpty()
                    ? List.of(new Step("runner", done ? "started" : "starting", runner.startMs(), done))
                    : steps;
        }
    }

    private final LocalConfig config;
    private final Path runners;
    private final Disks disks;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("session-runners").factory());
    /** Guarded by this, as is everything below. */
    private final Map<String, Taken> taken = new HashMap<>();

    private final Deque<LocalRunner> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Opens it on what an earlier one has left; runners of that have ended, or end now. */
    public LocalOrchestrator(LocalConfig config) throws IOException {
        this.config = config;
        this.runners = privateDirectory(config.directory().resolve("runners"));
        this.disks = new Disks(config.directory().resolve("disks"));
        forget(runners);
        forget(privateDirectory(config.sockets()));
        chores.execute(this::refill);
    }

    private static Path privateDirectory(Path directory) throws IOException {
        return Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** What runners that are no more had for themselves. Disks of projects are elsewhere. */
    private static void forget(Path directory) throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            for (Path each : left.toList()) {
                Disks.deleteTree(each);
            }
        }
    }

    @Override
    public synchronized void ensure(Wanted wanted) {
        boolean exists =
                taken.values().stream().anyMatch(each -> each.wanted().session().equals(wanted.session()));
        boolean diskInUse =
                taken.values().stream().anyMatch(each -> each.wanted().project().equals(wanted.project()));
        if (closed || exists || diskInUse) {
            return;
        }
        try {
            Optional<Disk> left = disks.of(wanted.project());
            Taken made = left.isPresent() ? onItsDisk(wanted, left.get()) : onNewDisk(wanted);
            taken.put(made.runner().place().name(), made);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start a runner for session " + wanted.session(), failed);
        }
        chores.execute(this::tell);
        refillLater();
    }

    private Taken onItsDisk(Wanted wanted, Disk disk) throws IOException {
        LocalRunner runner = start(disk.image(), disk.uid());
        return new Taken(wanted, runner, disk.image(), true, List.of());
    }

    private Taken onNewDisk(Wanted wanted) throws IOException {
        Optional<LocalRunner> one = takeWaiting();
        if (one.isPresent()) {
            LocalRunner runner = one.get();
            Disk disk = disks.give(
                    runner.place().image(), wanted.project(), runner.place().uid());
            Step step = new Step("runner", "one that waited", 0, true);
            return new Taken(wanted, runner, disk.image(), false, List.of(step));
        }
        int uid = freeUid();
        Disk disk = disks.named(wanted.project(), uid);
        return new Taken(wanted, start(disk.image(), uid), disk.image(), false, List.of());
    }

    private Optional<LocalRunner> takeWaiting() {
        LocalRunner one = waiting.poll();
        while (one != null && !(one.state() instanceof State.Ready)) {
            discard(one);
            one = waiting.poll();
        }
        return Optional.ofNullable(one);
    }

    private LocalRunner start(Path image, int uid) throws IOException {
        String name = UUID.randomUUID().toString();
        return start(new Place(name, home(name), socket(name), image, uid, false));
    }

    private LocalRunner startWaiting() throws IOException {
        String name = UUID.randomUUID().toString();
        return start(new Place(name, home(name), socket(name), home(name).resolve(NOBODYS_IMAGE), freeUid(), true));
    }

    private Path home(String name) {
        return runners.resolve(name);
    }

    /** Of a short name, as a socket's path is. */
    private Path socket(String name) {
        return config.sockets().resolve(name.substring(0, 13)).resolve("s");
    }

    private LocalRunner start(Place place) throws IOException {
        return LocalRunner.start(place, config, this::tellSoon);
    }

    /** A user that no room has and no disk that was left. */
    private int freeUid() {
        Set<Integer> used = Stream.of(
                        taken.values().stream()
                                .map(each -> each.runner().place().uid()),
                        waiting.stream().map(each -> each.place().uid()),
                        disks.all().stream().map(Disk::uid))
                .flatMap(each -> each)
                .collect(Collectors.toSet());
        int uid = FIRST_UID;
        while (used.contains(uid)) {
            uid++;
        }
        return uid;
    }

    private void refillLater() {
        ScheduledFuture<?> _ = chores.schedule(this::refill, REFILL_AFTER_MS, TimeUnit.MILLISECONDS);
    }

    private void refill() {
        synchronized (this) {
            waiting.removeIf(each -> each.state() instanceof State.Failed && discard(each));
            while (!closed && waiting.size() < config.warm()) {
                try {
                    waiting.add(startWaiting());
                } catch (IOException failed) {
                    log.atError().addKeyValue("reason", failed.toString()).log("no runner can be kept waiting");
                    return;
                }
            }
        }
    }

    private boolean discard(LocalRunner runner) {
        runner.announceEnd();
        Thread.ofVirtual().start(() -> {
            runner.end();
            clear(runner);
        });
        return true;
    }

    private static void clear(LocalRunner runner) {
        try {
            runner.clear();
        } catch (IOException failed) {
            log.atWarn()
                    .addKeyValue("runner", runner.place().name())
                    .addKeyValue("reason", failed.toString())
                    .log("what a session runner had cannot be removed");
        }
    }

    @Override
    public synchronized void remove(String environment, boolean keepDisk) {
        Taken gone = taken.get(environment);
        if (gone == null || gone.runner().state() instanceof State.Ending) {
            return;
        }
        gone.runner().announceEnd();
        Thread.ofVirtual().name("end-" + environment).start(() -> end(gone, keepDisk));
        chores.execute(this::tell);
    }

    private void end(Taken gone, boolean keepDisk) {
        gone.runner().end();
        clear(gone.runner());
        if (!keepDisk) {
            delete(gone.image());
        }
        synchronized (this) {
            taken.remove(gone.runner().place().name());
        }
        tellSoon();
    }

    private void delete(Path image) {
        try {
            disks.delete(image);
        } catch (IOException failed) {
            log.atWarn()
                    .addKeyValue("disk", String.valueOf(image.getFileName()))
                    .addKeyValue("reason", failed.toString())
                    .log("a disk cannot be removed");
        }
    }

    @Override
    public synchronized List<Environment> list() {
        return taken.values().stream().map(Taken::environment).toList();
    }

    @Override
    public synchronized Set<UUID> leftDisks() {
        return disks.all().stream()
                .map(Disk::project)
                .filter(project -> !inUse(project))
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized void removeLeftDisk(UUID project) {
        if (!inUse(project)) {
            disks.of(project).ifPresent(disk -> delete(disk.image()));
        }
    }

    private boolean inUse(UUID project) {
        return taken.values().stream().anyMatch(each -> each.wanted().project().equals(project));
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void tellSoon() {
        if (!chores.isShutdown()) {
            chores.execute(this::tell);
            refillLater();
        }
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public synchronized Capacity capacity() {
        int ready = (int) waiting.stream()
                .filter(each -> each.state() instanceof State.Ready)
                .count();
        return new Capacity(ready, config.most());
    }

    /** The process of an environment's runner, for who watches processes. */
    synchronized long pid(String environment) {
        return Optional.ofNullable(taken.get(environment))
                .orElseThrow()
                .runner()
                .pid();
    }

    /** Ends all runners, all at once. Disks of sessions stay: what was not stored yet is on them. */
    @Override
    public void close() {
        List<LocalRunner> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            all.addAll(waiting);
            taken.values().forEach(each -> all.add(each.runner()));
            all.forEach(LocalRunner::announceEnd);
        }
        chores.shutdownNow();
        List<Thread> ends = all.stream()
                .map(each -> Thread.ofVirtual().start(() -> {
                    each.end();
                    clear(each);
                }))
                .toList();
        for (Thread each : ends) {
            try {
                each.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
