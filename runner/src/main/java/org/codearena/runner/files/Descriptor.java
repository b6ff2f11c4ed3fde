package org.codearena.runner.files;

/** Something that is open, and is closed once. Not safe for use by several threads at once. */
final class Descriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    private int number;

    Descriptor(int number) {
        this.number = number;
    }

    /** Valid until this is closed; then the system gives it to something else. */
    int number() {
        if (number == CLOSED) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return number;
    }

    Stat stat() throws ErrnoException {
        return Linux.stat(number());
    }

    /** Opens what this is a descriptor of a second time, with other flags. */
    Descriptor reopen(int flags) throws ErrnoException {
        return new Descriptor(Linux.openAbsolute("/proc/self/fd/" + number(), flags));
    }

    @Override
    public void close() {
        if (number != CLOSED) {
            int open = number;
            number = CLOSED;
            Linux.close(open);
        }
    }
}
