package org.codearena.runner.terminal;

/** How far one client has been sent the output, and how far it may be. Not safe for use by several threads. */
final class Window {
    private final int size;
    private long sent;
    private long acknowledged;

    /** @param size bytes that may be under way without having been acknowledged */
    Window(int size, long offset) {
        this.size = size;
        this.sent = offset;
        this.acknowledged = offset;
    }

    /** The next byte it is to be sent. */
    long sent() {
        return sent;
    }

    /** How much more it may be sent. */
    int room() {
        return (int) (acknowledged + size - sent);
    }

    void send(int count) {
        if (count < 0 || count > room()) {
            throw new IllegalArgumentException(count + " bytes, allowed are 0 to " + room());
        }
        sent += count;
    }

    /**
     * The client has parsed what is before the offset.
     *
     * @return whether that may be: nobody can have parsed what was not sent
     */
    boolean acknowledge(long offset) {
        if (offset > sent) {
            return false;
        }
        acknowledged = Math.max(acknowledged, offset);
        return true;
    }
}
