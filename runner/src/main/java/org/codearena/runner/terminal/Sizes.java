package org.codearena.runner.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which of several clients decides the size: the one that typed last, or came last. Not safe for use by several threads. */
final class Sizes {
    /** The one that decides is the last. */
    private final LinkedHashMap<String, Size> sizes = new LinkedHashMap<>();

    /** A client shows the terminal in that size; one that is new decides from now on. */
    void show(String client, Size size) {
        if (size.isUsable()) {
            sizes.put(client, size);
        }
    }

    /** A client typed, and decides from now on. */
    void typed(String client) {
        Size size = sizes.remove(client);
        if (size != null) {
            sizes.put(client, size);
        }
    }

    void leave(String client) {
        sizes.remove(client);
    }

    Optional<Size> decided() {
        return Optional.ofNullable(sizes.lastEntry()).map(Map.Entry::getValue);
    }
}
