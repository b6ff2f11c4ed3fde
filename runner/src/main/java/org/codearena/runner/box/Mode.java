package org.codearena.runner.box;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The modes of the sandbox, the strongest first. */
public enum Mode {
    /** Root with writable control groups. */
    A("A"),
    /** No root, inside a delegated subtree of control groups. */
    B_PLUS("B+"),
    /** No root, user namespaces, no control groups. */
    B("B");

    private final String wireName;

    Mode(String wireName) {
        this.wireName = wireName;
    }

    public static Optional<Mode> named(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName.equals(name))
                .findFirst();
    }

    public static String names() {
        return Arrays.stream(values()).map(Mode::toString).collect(Collectors.joining(", "));
    }

    public boolean isAtLeast(Mode floor) {
        return compareTo(floor) <= 0;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
