package org.codearena.embedded;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** CodeArena running in this process, from taking its data directory to giving it back. */
final class Instance {
    private static final Logger LOG = System.getLogger(Instance.class.getName());
    static final String ADMIN = "admin";
    private static final int INTERRUPTED = 130;

    private final DataDirectory directory;
    private final DataDirectory.Lease lease;
    private final Stack stack;

    private Instance(DataDirectory directory, DataDirectory.Lease lease, Stack stack) {
        this.directory = directory;
        this.lease = lease;
        this.stack = stack;
    }

    /** Starts everything, says so on standard output, and returns only when this process is told to end. */
    static void run(DataDirectory directory, Server.Starter starter, Stack.Wanted wanted, boolean tellPassword)
            throws InterruptedException {
        AppLayout app = AppLayout.ofThisProcess();
        DataDirectory.Lease lease = directory.take();
        // A start that is broken off needs no ending in order: all children end with this process.
        var atSignal = new AtSignal(() -> Runtime.getRuntime().halt(INTERRUPTED));
        Runtime.getRuntime().addShutdownHook(new Thread(atSignal, "end"));
        try {
            Logs.toFile(directory.log());
            boolean firstTime = !Files.exists(directory.adminPasswordFile());
            Instance instance = start(directory, lease, app, starter, wanted);
            if (firstTime && tellPassword) {
                System.out.println(firstSignIn(directory));
            }
            atSignal.then(instance::end);
        } catch (Throwable failure) {
            atSignal.then(() -> {});
            lease.close();
            throw failure;
        }
        new CountDownLatch(1).await();
    }

    private static Instance start(
            DataDirectory directory,
            DataDirectory.Lease lease,
            AppLayout app,
            Server.Starter starter,
            Stack.Wanted wanted) {
        try (Progress progress = Progress.onStandardOutput()) {
            Stack stack = Stack.start(directory, app, starter, wanted, progress);
            Server server = stack.server();
            app.problems().ifPresent(server::importShippedProblems);
            new ReadyFile(
                            server.url().toString(),
                            ProcessHandle.current().pid(),
                            ADMIN,
                            directory.adminPasswordFile().toString(),
                            server.health().toString(),
                            server.parts())
                    .write(directory.readyFile());
            progress.line("CodeArena is ready at %s  (started in %.1f s)".formatted(server.url(), secondsSinceStart()));
            return new Instance(directory, lease, stack);
        }
    }

    /** For people, once. */
    static String firstSignIn(DataDirectory directory) {
        return "sign in as %s, admin password: %s  (kept in %s)"
                .formatted(ADMIN, directory.adminPassword(), directory.adminPasswordFile());
    }

    private void end() {
        try (Progress progress = Progress.onStandardOutput()) {
            progress.line("stopping");
            progress.part("all", this::endAll);
            progress.line("stopped; everything is kept in " + directory.root());
        }
    }

    /** Whatever happens, the directory is given back: what is left ends with this process. */
    private boolean endAll() {
        try {
            stack.close();
            return true;
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "not everything ended in order", failed);
            return false;
        } finally {
            lease.close();
        }
    }

    /** Of the process, not of this class: a person waits for the JVM's own start, too. */
    private static double secondsSinceStart() {
        Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(start, Instant.now()).toMillis() / 1e3;
    }

    /** What happens when this process is told to end; it is another thing in each stage of its life. */
    private static final class AtSignal implements Runnable {
        private volatile Runnable action;

        AtSignal(Runnable action) {
            this.action = action;
        }

        void then(Runnable next) {
            action = next;
        }

        @Override
        public void run() {
            action.run();
        }
    }
}
