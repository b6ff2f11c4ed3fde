package org.codearena.runner.room;

import java.io.IOException;
import java.io.Serial;

/** A room that cannot be made, or is gone. */
public final class RoomException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    RoomException(String message) {
        super(message);
    }

    RoomException(String message, Throwable cause) {
        super(message, cause);
    }
}
