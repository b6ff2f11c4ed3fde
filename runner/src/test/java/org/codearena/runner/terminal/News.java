package org.codearena.runner.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What is told of terminals, for tests that wait for something. */
final class News implements Terminals.Listener {
    private static final long PATIENCE_SECONDS = 30;

    private final List<TerminalState> changes = new ArrayList<>();
    private final List<Integer> closed = new ArrayList<>();

    @Override
    public synchronized void changed(TerminalState terminal) {
        changes.add(terminal);
        notifyAll();
    }

    @Override
    public synchronized void closed(int id) {
        closed.add(id);
        notifyAll();
    }

    synchronized List<Integer> closed() {
        return List.copyOf(closed);
    }

    /** Waits until a terminal was told to be like that, and forgets what of it came before. */
    synchronized TerminalState await(int id, Predicate<TerminalState> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            for (int i = 0; i < changes.size(); i++) {
                TerminalState state = changes.get(i);
                if (state.id() == id && wanted.test(state)) {
                    changes.subList(0, i + 1).removeIf(earlier -> earlier.id() == id);
                    return state;
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("waited in vain, told was: " + changes);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    int awaitExit(int id) throws InterruptedException {
        return await(id, state -> state.exit().isPresent()).exit().orElseThrow().code();
    }
}
