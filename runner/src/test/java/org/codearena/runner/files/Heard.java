package org.codearena.runner.files;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Remembers what it was told, and waits for more. */
final class Heard implements FilesListener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<FileEvent> events = new ArrayList<>();
    private Optional<Unkept> unkept = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private int largest;
    private int resyncs;

    @Override
    public synchronized void changed(List<FileEvent> changes, long revision) {
        events.addAll(changes);
        largest = Math.max(largest, changes.size());
        notifyAll();
    }

    @Override
    public synchronized void resync() {
        resyncs++;
        notifyAll();
    }

    @Override
    public synchronized void unkept(Unkept now) {
        unkept = Optional.of(now);
        notifyAll();
    }

    @Override
    public synchronized void watching(boolean live, String why) {
        reason = Optional.of(why);
        notifyAll();
    }

    synchronized List<FileEvent> events() {
        return List.copyOf(events);
    }

    synchronized int largest() {
        return largest;
    }

    void awaitStart() throws InterruptedException {
        await("the first look", () -> resyncs > 0);
    }

    FileEvent await(Predicate<FileEvent> wanted) throws InterruptedException {
        await("an event", () -> events.stream().anyMatch(wanted));
        return events().stream().filter(wanted).findFirst().orElseThrow();
    }

    FileEvent await(String path, FileEvent.Kind kind) throws InterruptedException {
        return await(event -> event.path().equals(path) && event.kind() == kind);
    }

    Unkept awaitUnkept(Predicate<Unkept> wanted) throws InterruptedException {
        await("what is not kept", () -> unkept.isPresent() && wanted.test(unkept.get()));
        return unkept.orElseThrow();
    }

    void awaitWatching(Predicate<String> wanted) throws InterruptedException {
        await("how it watches", () -> reason.isPresent() && wanted.test(reason.get()));
    }

    private interface Condition {
        boolean holds();
    }

    private synchronized void await(String what, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("did not hear " + what + ", but " + events + unkept + reason);
            }
            wait(left);
        }
    }
}
