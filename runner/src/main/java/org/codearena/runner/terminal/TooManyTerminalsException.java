package org.codearena.runner.terminal;

import java.io.Serial;

/** No more terminals may be opened. */
public final class TooManyTerminalsException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    TooManyTerminalsException(String message) {
        super(message);
    }
}
