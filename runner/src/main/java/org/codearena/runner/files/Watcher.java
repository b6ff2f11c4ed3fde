package org.codearena.runner.files;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what happens to the files. One thread waits for the system's events, one looks at what is there, one reads large
 * files; all are platform threads, because they wait in calls of the system. Where not every directory can be watched,
 * everything is looked at every few seconds besides.
 */
final class Watcher implements Hashing.Threads, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private static final int MAX_HINTS = 20_000;
    /** Looking at everything takes a twentieth of the time at most. */
    private static final int RESCAN_SHARE = 20;

    private static final Duration FLUSHING = Duration.ofSeconds(60);
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final FilesSettings settings;
    private final Journal journal;
    private final FilesListener listener;
    private final Optional<Inotify> inotify;
    private final Watches watches;
    private final News news;
    private final Hashing hashing;
    private final Scanner scanner;
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("files-looker").factory());
    private final ExecutorService hasher = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("files-hasher").factory());

    private volatile Unkept unkept = new Unkept(List.of(), 0);
    private boolean started;
    private boolean rescanning;
    private String lacking = "";

    private final Object hintsLock = new Object();
    private Hints hints = new Hints();

    /** What is to be looked at; guarded by {@link #hintsLock}. */
    private static final class Hints {
        private final Set<Inotify.Event> events = new LinkedHashSet<>();
        private final Set<FilePath> paths = new LinkedHashSet<>();
        private boolean everything;

        boolean isEmpty() {
            return events.isEmpty() && paths.isEmpty() && !everything;
        }
    }

    Watcher(Root root, FilesSettings settings, TempName tempNames, Journal journal, FilesListener listener) {
        this.settings = settings;
        this.journal = journal;
        this.listener = listener;
        this.inotify = inotify();
        this.watches = new Watches(inotify, settings.directories());
        this.news = new News(journal, listener);
        this.hashing = new Hashing(root, settings, InstantSource.system(), news, this);
        this.scanner = new Scanner(root, settings, tempNames, watches, hashing, news);
    }

    private Optional<Inotify> inotify() {
        try {
            return Optional.of(Inotify.start(this::heard));
        } catch (ErrnoException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("files are not watched, but looked at");
            return Optional.empty();
        }
    }

    /** Looks at everything for the first time, and from then on at what happens. */
    void start() {
        run(this::everything);
    }

    private void everything() throws IOException {
        scanner.all();
        if (!started) {
            started = true;
            // Without the bytes of large files it is not yet all there is.
            var _ = allOf(hashing.pending()).thenRun(journal::ready);
            news.tellResync();
        }
    }

    private static CompletableFuture<Void> allOf(List<CompletableFuture<Boolean>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    private interface Task {
        void run() throws IOException;
    }

    private void run(Task task) {
        try {
            looker.execute(() -> guarded(task));
        } catch (RejectedExecutionException _) {
            // It is closed.
        }
    }

    private void schedule(Task task, Duration after) {
        try {
            var _ = looker.schedule(() -> guarded(task), after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // It is closed.
        }
    }

    private void guarded(Task task) {
        try {
            task.run();
            tell();
        } catch (IOException | RuntimeException e) {
            LOG.atError().setCause(e).log("looking at files failed");
            schedule(this::everything, settings.rescan());
        }
    }

    private void tell() {
        news.tell();
        unkept = news.unkept();
        String now = watches.lacking();
        if (!now.equals(lacking)) {
            lacking = now;
            listener.watching(now.isEmpty(), now);
        }
        if (!now.isEmpty() && !rescanning) {
            rescanning = true;
            schedule(this::rescan, settings.rescan());
        }
    }

    private void rescan() throws IOException {
        rescanning = false;
        long start = System.nanoTime();
        everything();
        Duration pause = Duration.ofNanos(System.nanoTime() - start).multipliedBy(RESCAN_SHARE);
        if (pause.compareTo(settings.rescan()) > 0) {
            rescanning = true;
            schedule(this::rescan, pause);
        }
    }

    /** Looks at a path soon, whether or not an event comes for it. */
    void hint(FilePath path) {
        add(to -> to.paths.add(path));
    }

    private void heard(List<Inotify.Event> events) {
        add(to -> events.forEach(event -> note(to, event)));
    }

    private static void note(Hints to, Inotify.Event event) {
        if (event.watch() == Inotify.OVERFLOW || to.events.size() >= MAX_HINTS) {
            to.everything = true;
        } else if (!TempName.is(event.name())) {
            to.events.add(event);
        }
    }

    private interface Adding {
        void to(Hints hints);
    }

    private void add(Adding adding) {
        synchronized (hintsLock) {
            boolean first = hints.isEmpty();
            adding.to(hints);
            if (first && !hints.isEmpty()) {
                schedule(this::look, settings.gather());
            }
        }
    }

    private void look() throws IOException {
        Hints taken;
        synchronized (hintsLock) {
            taken = hints;
            hints = new Hints();
        }
        // Those above first: what is new in them is looked at whole.
        Map<FilePath, Set<String>> names = new TreeMap<>(Comparator.comparing(FilePath::toString));
        taken.events.forEach(event -> sort(event, names));
        if (taken.everything) {
            everything();
            return;
        }
        for (FilePath path : taken.paths) {
            scanner.lookAt(path);
        }
        for (Map.Entry<FilePath, Set<String>> entry : names.entrySet()) {
            scanner.look(entry.getKey(), entry.getValue());
        }
    }

    private void sort(Inotify.Event event, Map<FilePath, Set<String>> names) {
        Optional<Node.Dir> node = watches.find(event.watch());
        if (node.isEmpty()) {
            return;
        }
        if (event.over()) {
            watches.forget(node.get());
        }
        Set<String> of = names.computeIfAbsent(node.get().path(), _ -> new LinkedHashSet<>());
        of.add(event.name());
    }

    @Override
    public void hash(Hashing.Work work) {
        try {
            hasher.execute(() -> {
                Runnable next = work.run();
                run(next::run);
            });
        } catch (RejectedExecutionException _) {
            // It is closed.
        }
    }

    @Override
    public void lookAgain(FilePath path, Duration after) {
        schedule(() -> scanner.lookAt(path), after);
    }

    /** Looks at everything that is there now, and waits for it. */
    void flush() throws FilesException, InterruptedException {
        CompletableFuture<List<CompletableFuture<Boolean>>> looked = new CompletableFuture<>();
        run(() -> {
            try {
                everything();
                looked.complete(hashing.pending());
            } catch (IOException | RuntimeException e) {
                looked.completeExceptionally(e);
                throw e;
            }
        });
        try {
            List<CompletableFuture<Boolean>> open = looked.get(FLUSHING.toSeconds(), TimeUnit.SECONDS);
            allOf(open).get(FLUSHING.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new FilesException(FilesException.Code.FAILED, "not all files could be looked at: " + e.getMessage());
        }
    }

    Unkept unkept() {
        return unkept;
    }

    @Override
    public void close() {
        looker.shutdownNow();
        hasher.shutdownNow();
        try {
            looker.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS);
            hasher.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        inotify.ifPresent(Inotify::close);
    }
}
