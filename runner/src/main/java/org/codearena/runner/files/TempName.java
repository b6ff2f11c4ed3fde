package org.codearena.runner.files;

import java.util.concurrent.atomic.AtomicLong;

/** Names of files that are written beside their place; nothing else has such names, and what is left of them is removed. */
final class TempName {
    private static final String PREFIX = ".codearena-";
    private static final String SUFFIX = ".tmp";

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    String next() {
        return PREFIX + Long.toUnsignedString(next.getAndIncrement(), Character.MAX_RADIX) + SUFFIX;
    }

    static boolean is(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }
}
