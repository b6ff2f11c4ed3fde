package org.codearena.runner.box;

/** No slot can be had: all are busy and enough wait for one already, or the runner is stopping. Ask again later. */
public final class NoSlotException extends Exception {
    private static final long serialVersionUID = 1;

    NoSlotException(String message) {
        super(message);
    }
}
