package org.codearena.server.workspace.orchestrator.kubernetes;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on environments, one at a time of each, and again with growing pauses until it succeeds or the cluster has said no. What is
 * wanted later replaces what was wanted before. Thread-safe.
 */
final class Chores implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Chores.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final int AT_ONCE = 8;

    /** Something to do. */
    sealed interface Chore {
        /** An environment is to exist. */
        record Make(Wanted wanted) implements Chore {}

        /** An environment is to be gone. */
        record Remove(String environment, boolean keepDisk) implements Chore {}

        /** The disk that was left of this project is to be gone. */
        record DropDisk(UUID project) implements Chore {}

        /** The key of this pod's runner is to be known. */
        record ReadKey(String pod) implements Chore {}
    }

    /** Why something is not done yet. */
    record Trouble(String what, boolean lasting) {}

    private static final class Entry {
        private Chore chore;
        private boolean running;
        private int failures;
        /** Grows with each chore that takes another's place. */
        private int version;

        private Optional<Trouble> trouble = Optional.empty();

        private Entry(Chore chore) {
            this.chore = chore;
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Predicate<Chore> worker;
    private final Runnable changed;
    private final StopSignal stop = new StopSignal();

    /**
     * Nothing to do yet.
     *
     * @param worker does a chore, maybe not for the first time, and answers whether it is done: if not, it is called again
     */
    Chores(Predicate<Chore> worker, Runnable changed) {
        this.worker = worker;
        this.changed = changed;
    }

    /** Begins soon; of what is under way already nothing is changed, and what was refused is tried once more. */
    synchronized void want(String name, Chore chore) {
        Entry entry = entries.get(name);
        if (entry != null && entry.chore.equals(chore) && !isLasting(entry)) {
            return;
        }
        if (entry == null) {
            entry = new Entry(chore);
            entries.put(name, entry);
        } else {
            entry.chore = chore;
            entry.failures = 0;
            entry.version++;
        }
        run(name, entry);
    }

    private static boolean isLasting(Entry entry) {
        return entry.trouble.map(Trouble::lasting).orElse(false);
    }

    private void run(String name, Entry entry) {
        if (!entry.running && !stop.given()) {
            entry.running = true;
            workers.execute(() -> work(name, entry));
        }
    }

    private void work(String name, Entry entry) {
        Chore chore;
        int version;
        synchronized (this) {
            chore = entry.chore;
            version = entry.version;
        }
        boolean done = false;
        Optional<Trouble> trouble = Optional.empty();
        places.acquireUninterruptibly();
        try {
            done = worker.test(chore);
        } catch (RuntimeException failure) {
            trouble = Optional.of(new Trouble(Cluster.said(failure), Cluster.refused(failure)));
            log.atWarn()
                    .addKeyValue("what", name)
                    .addKeyValue("reason", Cluster.said(failure))
                    .log("the cluster did not do what was asked");
        } finally {
            places.release();
        }
        ended(name, entry, version, done, trouble);
        changed.run();
    }

    private synchronized void ended(String name, Entry entry, int version, boolean done, Optional<Trouble> trouble) {
        entry.running = false;
        entry.trouble = trouble;
        if (entry.version != version) {
            run(name, entry);
        } else if (done) {
            entries.remove(name);
        } else if (!isLasting(entry)) {
            again(name, entry);
        }
    }

    private void again(String name, Entry entry) {
        long pause = FIRST_PAUSE.toMillis() << Math.min(entry.failures, 10);
        Duration bounded = Duration.ofMillis(Math.min(pause, LONGEST_PAUSE.toMillis()));
        entry.failures++;
        workers.execute(() -> {
            if (!stop.givenWithin(bounded)) {
                runStill(name, entry);
            }
        });
    }

    private synchronized void runStill(String name, Entry entry) {
        // Another of the same name may have taken its place meanwhile.
        if (entry.equals(entries.get(name))) {
            run(name, entry);
        }
    }

    /** Those that are not done yet. */
    synchronized Map<String, Chore> open() {
        Map<String, Chore> open = new HashMap<>();
        entries.forEach((name, entry) -> open.put(name, entry.chore));
        return open;
    }

    synchronized Optional<Trouble> trouble(String name) {
        return Optional.ofNullable(entries.get(name)).flatMap(entry -> entry.trouble);
    }

    @Override
    public void close() {
        stop.give();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
