package org.codearena.runner.terminal;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** What of the C library is called on a descriptor. Sizes are of 64 bits. */
final class LibC {
    static {
        Native.register(LibC.class, "c");
    }

    private LibC() {}

    static native int tcgetpgrp(int descriptor);

    static native int eventfd(int initial, int flags);

    static native int poll(Pointer descriptors, long count, int millis);

    static native long read(int descriptor, Pointer buffer, long size);

    static native long write(int descriptor, Pointer buffer, long size);

    static native int close(int descriptor);
}
