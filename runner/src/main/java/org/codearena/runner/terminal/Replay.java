package org.codearena.runner.terminal;

/**
 * Where the output begins for a client that cannot have all it asked for.
 *
 * @param offset of its first byte
 * @param modes what its terminal must be given before, after it was cleared
 */
record Replay(long offset, byte[] modes) {
    private static final int CHUNK = 4096;

    /**
     * Finds it: behind the first line on the main screen that is kept; where there is none, behind the last point where
     * the screen was cleared; where there is none either, at the end.
     *
     * @param atStart how things stood at the first byte that is kept
     */
    static Replay of(Ring ring, Scan atStart) {
        Scan scan = atStart.copy();
        long cleared = -1;
        byte[] clearedModes = new byte[0];
        byte[] chunk = new byte[CHUNK];
        for (long at = ring.start(); at < ring.end(); ) {
            int count = ring.copy(at, chunk, 0, CHUNK);
            for (int i = 0; i < count; i++) {
                switch (scan.accept(chunk[i])) {
                    case LINE -> {
                        return new Replay(at + i + 1, scan.modes());
                    }
                    case CLEAR -> {
                        cleared = at + i + 1;
                        clearedModes = scan.modes();
                    }
                    case NONE -> {}
                }
            }
            at += count;
        }
        return cleared >= 0 ? new Replay(cleared, clearedModes) : new Replay(ring.end(), scan.modes());
    }
}
