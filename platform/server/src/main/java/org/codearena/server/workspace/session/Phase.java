package org.codearena.server.workspace.session;

import java.util.Locale;

/** Where a session stands; {@link Lifecycle} says what leads from one to another. */
public enum Phase {
    /** It waits for a place. */
    REQUESTED,
    /** Its environment is being made, or made anew after its runner died. */
    STARTING,
    /** People can work in it. */
    RUNNING,
    /** Its files are being saved. */
    STOPPING,
    STOPPED,
    FAILED;

    /** Whether something is still to come. */
    public boolean isLive() {
        return switch (this) {
            case REQUESTED, STARTING, RUNNING, STOPPING -> true;
            case STOPPED, FAILED -> false;
        };
    }

    /** As it is written in tables and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Phase of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
