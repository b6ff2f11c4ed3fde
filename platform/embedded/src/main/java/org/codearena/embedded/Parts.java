package org.codearena.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What is started side by side, and ended likewise. Not for several threads. */
final class Parts implements AutoCloseable {
    private static final Executor EACH_ON_ITS_OWN =
            work -> Thread.ofVirtual().name("start").start(work);

    private final List<CompletableFuture<? extends AutoCloseable>> parts = new ArrayList<>();

    <T extends AutoCloseable> CompletableFuture<T> begin(Supplier<T> start) {
        var part = CompletableFuture.supplyAsync(start, EACH_ON_ITS_OWN);
        parts.add(part);
        return part;
    }

    /** The part, once it has started; what kept it from starting is thrown as it was. */
    static <T> T await(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException told ? told : failed;
        }
    }

    /** Ends all at once. */
    @Override
    public void close() {
        CompletableFuture.allOf(parts.stream()
                        .map(part -> part.thenAcceptAsync(Parts::closeOne, EACH_ON_ITS_OWN))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Those that are still starting end as soon as they have; those that failed have nothing to end, and said why. */
    void closeAfter(Throwable failure) {
        for (var part : parts) {
            part.handle((started, _) -> Optional.ofNullable(started))
                    .join()
                    .ifPresent(started -> closeOne(started, failure));
        }
    }

    static void closeOne(AutoCloseable part, Throwable failure) {
        try {
            part.close();
        } catch (Exception another) {
            failure.addSuppressed(another);
        }
    }

    private static void closeOne(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failed) {
            throw new IllegalStateException("cannot end " + part, failed);
        }
    }
}
