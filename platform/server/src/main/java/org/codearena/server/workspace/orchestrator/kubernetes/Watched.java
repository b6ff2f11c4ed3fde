package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one kind as they are now: an informer, which lists once and then watches, and from time to time a new one in its place.
 * A watch can go silent without an error, or miss something; what is listed anew is right again. Thread-safe.
 */
final class Watched<T extends HasMetadata> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watched.class);

    private final String kind;
    private final Supplier<SharedIndexInformer<T>> informers;
    private final Runnable changed;
    private final InstantSource clock;
    /** The one whose objects are shown; null until everything was listed once. */
    private volatile @Nullable SharedIndexInformer<T> current;

    private volatile Instant heard = Instant.EPOCH;
    private @Nullable SharedIndexInformer<T> next;
    private boolean closed;

    /**
     * Watches nothing yet.
     *
     * @param informers makes one that does not run yet
     * @param changed is called when any object may have changed
     */
    Watched(String kind, Supplier<SharedIndexInformer<T>> informers, Runnable changed, InstantSource clock) {
        this.kind = kind;
        this.informers = informers;
        this.changed = changed;
        this.clock = clock;
    }

    /** Lists everything, now and in the background. What was known before is shown until that is done. */
    synchronized void list() {
        if (next != null || closed) {
            return;
        }
        SharedIndexInformer<T> informer = informers.get();
        next = informer;
        informer.exceptionHandler((_, failure) -> {
            log.atWarn()
                    .addKeyValue("kind", kind)
                    .addKeyValue("reason", failure.toString())
                    .log("watch failed, trying again");
            return true;
        });
        informer.addEventHandler(new Ears());
        CompletionStage<Void> listed = informer.start();
        listed.whenComplete((_, failure) -> settled(informer, failure));
    }

    private void settled(SharedIndexInformer<T> informer, @Nullable Throwable failure) {
        SharedIndexInformer<T> old;
        synchronized (this) {
            if (!informer.equals(next)) {
                return;
            }
            next = null;
            if (failure != null || closed) {
                old = informer;
            } else {
                old = current;
                current = informer;
                heard = clock.instant();
            }
        }
        if (old != null) {
            old.stop();
        }
        changed.run();
    }

    /** Whether everything was listed at least once. */
    boolean known() {
        return current != null;
    }

    List<T> all() {
        SharedIndexInformer<T> informer = current;
        return informer == null ? List.of() : informer.getStore().list();
    }

    Optional<T> byName(String namespace, String name) {
        SharedIndexInformer<T> informer = current;
        return informer == null
                ? Optional.empty()
                : Optional.ofNullable(informer.getStore().getByKey(namespace + "/" + name));
    }

    /** How long nothing was heard of the cluster about this kind, neither a change nor a list. */
    Duration age() {
        return Duration.between(heard, clock.instant());
    }

    @Override
    public void close() {
        SharedIndexInformer<T> shown;
        SharedIndexInformer<T> coming;
        synchronized (this) {
            closed = true;
            shown = current;
            coming = next;
            next = null;
        }
        if (shown != null) {
            shown.stop();
        }
        if (coming != null) {
            coming.stop();
        }
    }

    private final class Ears implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            hear();
        }

        @Override
        public void onUpdate(T before, T after) {
            hear();
        }

        @Override
        public void onDelete(T object, boolean stateUnknown) {
            hear();
        }

        private void hear() {
            heard = clock.instant();
            changed.run();
        }
    }
}
