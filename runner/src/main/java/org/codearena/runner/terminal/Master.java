package org.codearena.runner.terminal;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;

/**
 * Reads the master side of a terminal until it is told that the program has ended, and then what is left. The library that
 * opens terminals could read them too, but makes and fills so many objects for each few thousand bytes that this alone
 * would take a core. Read by one thread, which must be a platform thread; {@link #end} may be called by another, once.
 */
final class Master {
    private static final int READ_BYTES = 64 << 10;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final short INPUT = 1;
    private static final int INTERRUPTED = 4;
    /** Of a struct pollfd: a descriptor, what is asked, what is so. */
    private static final int ENTRY_BYTES = 8;

    private static final int ASKED = 4;
    private static final int SO = 6;

    private final int descriptor;
    private final int signal;
    private final Memory entries = new Memory(2 * ENTRY_BYTES);
    private final Memory buffer = new Memory(READ_BYTES);
    private final Memory one = new Memory(Long.BYTES);

    Master(int descriptor) throws IOException {
        this.descriptor = descriptor;
        this.signal = LibC.eventfd(0, CLOSE_ON_EXEC);
        if (signal < 0) {
            throw new IOException("no descriptor is left for a terminal");
        }
        one.setLong(0, 1);
        entries.clear();
        entries.setInt(0, descriptor);
        entries.setShort(ASKED, INPUT);
        entries.setInt(ENTRY_BYTES, signal);
        entries.setShort(ENTRY_BYTES + ASKED, INPUT);
    }

    /** Waits for output; nothing at its end. */
    int read(byte[] target) {
        int ready = LibC.poll(entries, 2, -1);
        while (ready < 0 && Native.getLastError() == INTERRUPTED) {
            ready = LibC.poll(entries, 2, -1);
        }
        if (ready <= 0 || (entries.getShort(SO) & INPUT) == 0) {
            return 0;
        }
        long count = LibC.read(descriptor, buffer, Math.min(target.length, READ_BYTES));
        if (count <= 0) {
            return 0;
        }
        buffer.read(0, target, 0, (int) count);
        return (int) count;
    }

    /** The program has ended: what it printed is there. */
    void end() {
        LibC.write(signal, one, Long.BYTES);
    }

    /** Lets go of all but the terminal itself; nothing else may be called afterwards. */
    void close() {
        LibC.close(signal);
        entries.close();
        buffer.close();
        one.close();
    }
}
