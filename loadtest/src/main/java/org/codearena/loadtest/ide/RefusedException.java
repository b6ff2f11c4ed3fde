package org.codearena.loadtest.ide;

import java.io.IOException;

/** The target answered, and the answer was no. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(String what, int status, String body) {
        super(what + " " + status + ": " + body);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Told to come again later. */
    public boolean later() {
        return status == 429 || status == 503;
    }
}
