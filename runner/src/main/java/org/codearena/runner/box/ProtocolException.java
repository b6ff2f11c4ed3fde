package org.codearena.runner.box;

import java.io.IOException;

/** The box sent what the protocol does not allow; nothing that it sends afterwards can be understood. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }

    ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
