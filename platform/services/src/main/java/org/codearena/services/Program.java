package org.codearena.services;

import java.time.Duration;

/** A program that a {@link Supervisor} keeps alive. */
public interface Program {
    /** Names its log and its mark, and it in messages. */
    String name();

    ChildCommand command();

    String stopSignal();

    Duration readyWithin();

    /** How long it may take to end in an orderly way before it is killed. */
    default Duration endsWithin() {
        return Leftovers.GRACE;
    }

    /** Whether it does its work now, found out by asking it; answers within a second or so. */
    boolean answers();

    /** Told each time it answers for the first time after a start. */
    default void ready() {}

    /** Asked after a start that failed: whether one of its ports was taken by another program and is another one now. */
    default boolean movedToAnotherPort() {
        return false;
    }
}
