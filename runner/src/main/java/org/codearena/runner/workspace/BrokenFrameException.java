package org.codearena.runner.workspace;

import java.io.Serial;

/** What a client sent breaks the protocol; the connection ends, with this message as the reason. */
final class BrokenFrameException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    BrokenFrameException(String message) {
        super(message);
    }
}
