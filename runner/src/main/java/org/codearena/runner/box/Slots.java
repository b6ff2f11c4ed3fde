package org.codearena.runner.box;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.codearena.runner.tree.RelativePath;
import org.codearena.runner.tree.Tree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots, and who gets the next one: those who wait are served in the order in which they came, and there are never
 * more of them than a bound. A slot that already holds the wanted program is preferred among the free ones. Each slot has
 * a second box, for validators, that is started when the first is needed and goes with the slot. Safe for use by several
 * threads.
 */
public final class Slots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Slots.class);
    private static final String AUTO = "auto";
    private static final Duration SILENCE_CHECK = Duration.ofSeconds(1);

    private final List<Slot> slots;
    /** That of each slot, in the same order. */
    private final List<Companion> companions;

    private final Settings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    /** Used longest ago first. Guarded by the lock, as are the waiters. */
    private final Deque<Slot> free = new ArrayDeque<>();

    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final ReentrantLock taking = new ReentrantLock();
    private final Thread starts;
    private final Thread watch;
    private boolean draining;
    private volatile Optional<Hello> hello = Optional.empty();
    private volatile String mode;

    /**
     * How many slots there are and what waiting for one is like.
     *
     * @param mode the sandbox mode asked for, or {@code auto}
     * @param waiting how many may wait for a slot
     * @param patience how long one may wait
     * @param silence how long after its wall time limit a run may end; a box that takes longer is killed
     * @param cores those that runs are bound to, empty for any
     */
    public record Settings(
            int slots, String mode, int waiting, Duration patience, Duration silence, List<Integer> cores) {
        public Settings {
            cores = List.copyOf(cores);
        }

        /** One slot, one core; where there are not so many, runs go where the system puts them. */
        private OptionalInt coreOf(int slot) {
            return slots <= cores.size() ? OptionalInt.of(cores.get(slot)) : OptionalInt.empty();
        }

        /** Two programs that talk are several times as fast on one core, whichever that is. */
        private OptionalInt coreOfPair(int slot) {
            return cores.isEmpty() ? OptionalInt.empty() : OptionalInt.of(cores.get(slot % cores.size()));
        }
    }

    private Slots(List<Slot> slots, List<Companion> companions, Settings settings) {
        this.slots = List.copyOf(slots);
        this.companions = List.copyOf(companions);
        this.settings = settings;
        this.mode = settings.mode();
        free.addAll(slots);
        starts = Thread.ofPlatform().name("box-starts").daemon().unstarted(this::startAll);
        watch = Thread.ofPlatform().name("box-watch").daemon().unstarted(this::watch);
    }

    /**
     * Begins to start a box in every slot; {@link #awaitStarts} waits until that is done. That one cannot start is no
     * failure of this call: {@link #hello} and {@link #faults} tell, and each later use tries again.
     *
     * @param directory where the directories of the slots are made
     */
    public static Slots start(Settings settings, BoxCommand command, Path directory) throws IOException {
        List<Slot> made = new ArrayList<>();
        List<Companion> companions = new ArrayList<>();
        for (int number = 0; number < settings.slots(); number++) {
            Companion.Places places = Companion.Places.make(directory, number, settings.slots(), command);
            made.add(new Slot(number, command, places.optionsOfProgram(), places.program(), settings.silence()));
            companions.add(new Companion(settings.slots() + number, command, places, settings.silence()));
        }
        Slots slots = new Slots(made, companions, settings);
        slots.starts.start();
        slots.watch.start();
        return slots;
    }

    /** The first one alone, because it decides the mode; then the others at once. */
    private void startAll() {
        tryStart(slots.getFirst());
        List<Thread> others = new ArrayList<>();
        for (Slot slot : slots.subList(1, slots.size())) {
            others.add(Thread.ofPlatform().name("box-start").daemon().start(() -> tryStart(slot)));
        }
        try {
            for (Thread other : others) {
                other.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when every slot has a box, or is known to have none. */
    public void awaitStarts() throws InterruptedException {
        starts.join();
    }

    /** What the boxes say of themselves; absent where none could be started yet. */
    public Optional<Hello> hello() {
        return hello;
    }

    /** Why slots have no box, where they have none. */
    public List<String> faults() {
        return slots.stream().flatMap(slot -> slot.fault().stream()).toList();
    }

    /** Whether at least one slot can run programs. */
    public boolean isUsable() {
        return faults().size() < slots.size();
    }

    public int size() {
        return slots.size();
    }

    /**
     * Waits for a slot with a running box.
     *
     * @param program name of the program that will run; a free slot that holds it is preferred
     */
    public Lease acquire(String program) throws NoSlotException, BoxFaultException, InterruptedException {
        try {
            return lease(take(program));
        } catch (BoxFaultException e) {
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("slot without a box, another is taken");
            return lease(take(program));
        }
    }

    private Lease lease(Slot slot) throws BoxFaultException {
        try {
            start(slot);
            return new Lease(slot);
        } catch (BoxFaultException | RuntimeException e) {
            release(slot);
            throw e;
        }
    }

    /** Does something while no run is on: waits for every slot, in the same order as everyone. */
    public void exclusively(Action action) throws NoSlotException, InterruptedException, IOException {
        taking.lockInterruptibly();
        List<Slot> taken = new ArrayList<>();
        try {
            for (int i = 0; i < slots.size(); i++) {
                taken.add(take(""));
            }
            action.perform();
        } finally {
            taken.forEach(this::release);
            taking.unlock();
        }
    }

    private Slot take(String program) throws NoSlotException, InterruptedException {
        Waiter waiter = new Waiter();
        lock.lock();
        try {
            if (draining) {
                throw new NoSlotException("the runner is stopping");
            }
            if (!free.isEmpty() && waiters.isEmpty()) {
                return takeFree(program);
            }
            if (waiters.size() >= settings.waiting()) {
                throw new NoSlotException(
                        "all " + slots.size() + " slots are busy and " + waiters.size() + " requests wait for one");
            }
            waiters.addLast(waiter);
        } finally {
            lock.unlock();
        }
        return await(waiter);
    }

    private Slot takeFree(String program) {
        List<Slot> sound = free.stream().filter(slot -> slot.fault().isEmpty()).toList();
        List<Slot> candidates = sound.isEmpty() ? List.copyOf(free) : sound;
        Slot chosen = candidates.stream()
                .filter(slot -> slot.holds(program))
                .findFirst()
                .or(() -> candidates.stream().filter(Slot::isEmpty).findFirst())
                .orElseGet(candidates::getFirst);
        free.remove(chosen);
        return chosen;
    }

    private Slot await(Waiter waiter) throws NoSlotException, InterruptedException {
        try {
            return waiter.given.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new NoSlotException("the runner is stopping");
        } catch (TimeoutException e) {
            giveUp(waiter);
            throw new NoSlotException(
                    "no slot became free within " + settings.patience().toSeconds() + " s");
        } catch (InterruptedException e) {
            giveUp(waiter);
            throw e;
        }
    }

    /** A slot may be given in the moment in which its waiter gives up; then it goes on to the next one. */
    private void giveUp(Waiter waiter) {
        boolean waiting;
        lock.lock();
        try {
            waiting = waiters.remove(waiter);
        } finally {
            lock.unlock();
        }
        if (!waiting && !waiter.given.isCompletedExceptionally()) {
            release(waiter.given.join());
        }
    }

    private void release(Slot slot) {
        lock.lock();
        try {
            Waiter next = waiters.pollFirst();
            if (next == null) {
                free.addLast(slot);
                released.signalAll();
            } else {
                next.given.complete(slot);
            }
        } finally {
            lock.unlock();
        }
    }

    private void start(Slot slot) throws BoxFaultException {
        hello = Optional.of(startInMode(slot));
    }

    private Hello startInMode(Slot slot) throws BoxFaultException {
        Hello started = slot.ensureStarted(mode);
        if (!settle(started.mode())) {
            throw slot.giveUpBox("its box works in mode " + started.mode() + ", the others in mode " + mode);
        }
        return started;
    }

    /** The first box that starts decides the mode of all, for good: no two runs are to be held by different means. */
    private boolean settle(String found) {
        lock.lock();
        try {
            if (mode.equals(AUTO)) {
                mode = found;
            }
            return mode.equals(found);
        } finally {
            lock.unlock();
        }
    }

    private void tryStart(Slot slot) {
        try {
            start(slot);
        } catch (BoxFaultException noted) {
            // The slot has noted and logged it; the readiness of the runner shows it.
            return;
        }
    }

    /** A launcher that died leaves its control group to the next one; that should not have to wait for a run. */
    private void revive(Slot slot) {
        boolean mine;
        lock.lock();
        try {
            mine = free.remove(slot);
        } finally {
            lock.unlock();
        }
        if (mine) {
            tryStart(slot);
            Slot companion = companions.get(slot.number()).slot();
            if (companion.hasLostItsBox()) {
                tryStartCompanion(companion);
            }
            release(slot);
        }
    }

    private void tryStartCompanion(Slot companion) {
        try {
            startInMode(companion);
        } catch (BoxFaultException noted) {
            // The next test tries again, and says so to the one who asked for it.
            return;
        }
    }

    private boolean hasLostABox(Slot slot) {
        return slot.hasLostItsBox() || companions.get(slot.number()).slot().hasLostItsBox();
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.NANOSECONDS.sleep(SILENCE_CHECK.toNanos());
                slots.forEach(Slot::checkSilence);
                companions.forEach(companion -> companion.slot().checkSilence());
                slots.stream().filter(this::hasLostABox).forEach(this::revive);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Gives out no more slots and waits for those that are out.
     *
     * @return whether all came back in time
     */
    public boolean drain(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            draining = true;
            waiters.forEach(waiter -> waiter.given.completeExceptionally(new NoSlotException("stopping")));
            waiters.clear();
            while (free.size() < slots.size() && left > 0) {
                left = released.awaitNanos(left);
            }
            return free.size() == slots.size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every box, whatever it runs. */
    @Override
    public void close() {
        lock.lock();
        try {
            draining = true;
        } finally {
            lock.unlock();
        }
        watch.interrupt();
        slots.forEach(Slot::close);
        companions.forEach(companion -> companion.slot().close());
    }

    /** A slot that nobody else uses until this is closed, with a running box. */
    public final class Lease implements AutoCloseable {
        private final Slot slot;
        private Optional<Tree> laid = Optional.empty();

        private Lease(Slot slot) {
            this.slot = slot;
        }

        /** Shows the files of a program at {@code /box}; nothing is done where they are there already. */
        public void lay(String program, Tree files) throws IOException {
            slot.lay(program, files);
            laid = Optional.of(files);
        }

        /**
         * Lays files over those of the program, until this is closed.
         *
         * @param files where each is, on the same file system
         * @throws IllegalArgumentException where one would stand in the way of a directory, or lie below a file
         */
        public void cover(Map<RelativePath, Path> files) throws IOException {
            slot.cover(files);
        }

        /** The core that runs of this slot are bound to, if they are. */
        public OptionalInt core() {
            return settings.coreOf(slot.number());
        }

        /** The core for two programs that talk. */
        public OptionalInt coreOfPair() {
            return settings.coreOfPair(slot.number());
        }

        /** The slot's second box, which is started if it is not running. Closed before the lease. */
        public Companion.Use companion() throws BoxFaultException {
            Companion companion = companions.get(slot.number());
            startInMode(companion.slot());
            return companion.use();
        }

        /**
         * Starts a run; the listener hears of it. The lease may be closed only when it has heard of the end.
         *
         * @return ends the run early when called
         */
        public Runnable run(BoxRun run, RunListener listener) throws BoxFaultException {
            return slot.run(run, listener)::kill;
        }

        @Override
        public void close() {
            laid.ifPresent(slot::uncover);
            tryStart(slot);
            release(slot);
        }
    }

    /** What is done while no run is on. */
    public interface Action {
        void perform() throws IOException;
    }

    private static final class Waiter {
        private final CompletableFuture<Slot> given = new CompletableFuture<>();
    }
}
