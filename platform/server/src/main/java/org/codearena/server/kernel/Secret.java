package org.codearena.server.kernel;

/** A value that must never reach a log: it shows itself as stars. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
