package org.codearena.runner.terminal;

import java.util.concurrent.TimeUnit;

/** At which terminal of a workspace somebody typed last. Safe for use by several threads. */
final class Typing {
    private static final long LASTS_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int NOWHERE = 0;

    private record Key(int terminal, long at) {}

    private volatile Key last = new Key(NOWHERE, System.nanoTime() - LASTS_NANOS);

    void key(int terminal) {
        last = new Key(terminal, System.nanoTime());
    }

    /** Whether somebody types now, and not at this one. */
    boolean isElsewhere(int terminal, long now) {
        Key key = last;
        return key.terminal != terminal && now - key.at < LASTS_NANOS;
    }
}
