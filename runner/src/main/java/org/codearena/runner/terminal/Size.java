package org.codearena.runner.terminal;

/** Of a terminal, in characters. */
public record Size(int columns, int rows) {
    /** More than any screen shows. */
    public static final int MAX = 1_000;

    public static final Size USUAL = new Size(80, 24);

    /** Whether a terminal may have it. A window that is hidden says 0. */
    public boolean isUsable() {
        return columns > 0 && columns <= MAX && rows > 0 && rows <= MAX;
    }
}
