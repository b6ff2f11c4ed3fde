package org.codearena.server.infra;

import java.io.IOException;

/** The object store does not answer. Nothing is known about the blob. */
public final class StoreAwayException extends IOException {
    private static final long serialVersionUID = 1L;

    public StoreAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
