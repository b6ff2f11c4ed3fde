package org.codearena.loadtest.load.chaos;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What came of the attempt to break something. */
sealed interface Breakage {
    /**
     * It is broken.
     *
     * @param what that is, in words
     * @param lift ends what holds it broken, where something does; may be called again
     * @param back whether what was killed is there again
     */
    record Done(String what, Optional<Lift> lift, BooleanSupplier back) implements Breakage {}

    /** There was nothing to break, or no means to. */
    record Missed(String reason) implements Breakage {}

    /** Ends what holds something broken. */
    @FunctionalInterface
    interface Lift {
        void run() throws IOException;
    }
}
