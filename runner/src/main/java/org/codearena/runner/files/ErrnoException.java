package org.codearena.runner.files;

import java.io.IOException;
import java.io.Serial;

/** A call of the system that failed. */
final class ErrnoException extends IOException {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int EFBIG = 27;
    static final int ENOSPC = 28;
    static final int ENAMETOOLONG = 36;
    static final int ENOSYS = 38;
    static final int ENOTEMPTY = 39;
    static final int ELOOP = 40;
    static final int EDQUOT = 122;

    @Serial
    private static final long serialVersionUID = 1;

    private final int errno;

    ErrnoException(String call, int errno) {
        super(call + ": errno " + errno);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }

    boolean is(int... any) {
        for (int one : any) {
            if (errno == one) {
                return true;
            }
        }
        return false;
    }
}
