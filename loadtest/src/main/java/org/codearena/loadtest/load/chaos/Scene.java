package org.codearena.loadtest.load.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The load that goes on while something is broken.
 *
 * @param now seconds since the beginning of the load
 * @param counts of what went wrong for clients so far, by kind
 * @param tell for the person at the terminal
 */
public record Scene(
        Probe probe,
        Wholeness wholeness,
        DoubleSupplier now,
        Supplier<Map<String, Long>> counts,
        Consumer<String> tell) {

    /** Somebody who submits one program and waits for its verdict. */
    @FunctionalInterface
    public interface Probe {
        /** Answers whether the verdict came in time. Retries as clients do. */
        boolean judged(Duration within) throws InterruptedException;
    }

    /** Whether the installation says of itself that it leans on nothing that is away. */
    @FunctionalInterface
    public interface Wholeness {
        boolean now() throws InterruptedException;
    }
}
