package org.codearena.services;

import java.time.Duration;

/** A program that a {@link Supervisor} keeps alive. */
interface Program {
    String name();

    ChildCommand command();

    String stopSignal();

    Duration readyWithin();

    /** Whether it does its work now, found out by asking it; answers within a second or so. */
    boolean answers();

    /** Asked after a start that failed: whether one of its ports was taken by another program and is another one now. */
    boolean movedToAnotherPort();
}
