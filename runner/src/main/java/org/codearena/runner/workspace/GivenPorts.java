package org.codearena.runner.workspace;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which ports tasks were told to listen at. Safe for use by several threads. */
final class GivenPorts {
    private static final int FIRST = 3_000;
    private static final int NOBODY = -1;

    /** By port, the terminal of the task. */
    private final Map<Integer, Integer> given = new HashMap<>();

    /** The first free port, which is not given to another until {@link #free}. */
    synchronized int take(Set<Integer> listening) {
        int port = first(listening);
        given.put(port, NOBODY);
        return port;
    }

    /** The first free port, which another may be given too. */
    synchronized int first(Set<Integer> listening) {
        int port = FIRST;
        while (listening.contains(port) || given.containsKey(port)) {
            port++;
        }
        return port;
    }

    synchronized void belongs(int port, int terminal) {
        given.put(port, terminal);
    }

    /** The task was not started after all. */
    synchronized void giveBack(int port) {
        given.remove(port);
    }

    /** The task in that terminal is over. */
    synchronized void free(int terminal) {
        given.values().removeIf(owner -> owner == terminal);
    }
}
