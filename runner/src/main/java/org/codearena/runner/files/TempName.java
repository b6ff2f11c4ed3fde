package org.codearena.runner.files;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names of files that are written beside their place. Nothing else has such names, nobody is shown them, and what an
 * earlier run left of them is removed.
 */
final class TempName {
    private static final String PREFIX = ".codearena-";
    private static final String SUFFIX = ".tmp";

    private final String mine = PREFIX + UUID.randomUUID() + "-";
    private final AtomicLong count = new AtomicLong();

    String next() {
        return mine + count.incrementAndGet() + SUFFIX;
    }

    static boolean is(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** Whether another run wrote it, which must have ended: there is one at a time. */
    boolean isLeftOver(String name) {
        return is(name) && !name.startsWith(mine);
    }
}
