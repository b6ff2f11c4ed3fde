package org.codearena.runner.files;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * The calls on files that Java does not have: those that start at a directory's descriptor instead of a path, so that
 * nobody can bend the way. Each throws {@link ErrnoException} with what the system said. Numbers are those of x86_64 and
 * aarch64, which differ in two flags only.
 */
final class Linux {
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_CREAT = 0x40;
    static final int O_EXCL = 0x80;
    static final int O_NONBLOCK = 0x800;
    static final int O_DIRECTORY = System.getProperty("os.arch").equals("aarch64") ? 0x4000 : 0x1_0000;
    static final int O_NOFOLLOW = System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x2_0000;
    static final int O_PATH = 0x20_0000;
    private static final int O_CLOEXEC = 0x8_0000;

    static final int AT_REMOVEDIR = 0x200;
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;

    static final int RENAME_REPLACE = 0;
    static final int RENAME_NOREPLACE = 1;
    static final int RENAME_EXCHANGE = 2;

    private static final long RESOLVE_NO_XDEV = 0x01;
    private static final long RESOLVE_NO_MAGICLINKS = 0x02;
    private static final long RESOLVE_NO_SYMLINKS = 0x04;
    private static final long RESOLVE_BENEATH = 0x08;
    private static final long STRICTLY_BENEATH =
            RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH;

    private static final long SYS_OPENAT2 = 437;
    private static final long OPEN_HOW_BYTES = 24;

    private static final int F_SETSIG = 10;
    private static final int F_SETLEASE = 1024;
    private static final int F_RDLCK = 0;
    private static final int F_UNLCK = 2;
    private static final int SIGURG = 23;

    private static final MethodHandle SYSCALL = Libc.variadic(
            "syscall", 1, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle FCNTL =
            Libc.variadic("fcntl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = Libc.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle PREAD =
            Libc.function("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle READ =
            Libc.function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            Libc.function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle FSYNC = Libc.function("fsync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SYNCFS = Libc.function("syncfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle STATX =
            Libc.function("statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle GETDENTS =
            Libc.function("getdents64", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle MKDIRAT =
            Libc.function("mkdirat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle UNLINKAT =
            Libc.function("unlinkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RENAMEAT2 =
            Libc.function("renameat2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FCHMOD =
            Libc.function("fchmod", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCHOWNAT =
            Libc.function("fchownat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));

    private Linux() {}

    /** A name as the calls take it; one that a directory gave need not be UTF-8. */
    static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static MemorySegment name(Arena arena, byte[] bytes) {
        MemorySegment name = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, name, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return name;
    }

    /** Opens what lies beneath a directory, {@code ELOOP} if a link is on the way or at its end. */
    static int openBeneath(int directory, byte[] path, int flags, int mode) throws ErrnoException {
        return open(directory, path, flags | O_NOFOLLOW, mode, STRICTLY_BENEATH);
    }

    /** Opens an absolute path, which may be one of {@code /proc/self/fd}: only for a path that no stranger chose. */
    static int openAbsolute(String path, int flags) throws ErrnoException {
        return open(AT_FDCWD, bytes(path), flags, 0, 0);
    }

    private static int open(int directory, byte[] path, int flags, int mode, long resolve) throws ErrnoException {
        long all = Integer.toUnsignedLong(flags | O_CLOEXEC);
        return (int) Libc.run("open", (arena, state) -> {
            MemorySegment how = arena.allocate(OPEN_HOW_BYTES, Long.BYTES);
            how.set(JAVA_LONG, 0, all);
            how.set(JAVA_LONG, 8, mode);
            how.set(JAVA_LONG, 16, resolve);
            MemorySegment name = name(arena, path);
            return (long) SYSCALL.invokeExact(state, SYS_OPENAT2, (long) directory, name, how, OPEN_HOW_BYTES);
        });
    }

    /** Never tried twice: a descriptor that could not be closed is closed. */
    static void close(int descriptor) {
        try {
            Libc.once("close", (_, state) -> (int) CLOSE.invokeExact(state, descriptor));
        } catch (ErrnoException e) {
            if (!e.is(ErrnoException.EINTR)) {
                throw new IllegalStateException("descriptor " + descriptor + " is none that is open", e);
            }
        }
    }

    /** Reads from an offset on; 0 bytes are the end. */
    static int read(int descriptor, MemorySegment into, long offset) throws ErrnoException {
        return (int) Libc.run(
                "pread", (_, state) -> (long) PREAD.invokeExact(state, descriptor, into, into.byteSize(), offset));
    }

    /** Reads what a descriptor has that is no file. */
    static int readStream(int descriptor, MemorySegment into) throws ErrnoException {
        return (int) Libc.run("read", (_, state) -> (long) READ.invokeExact(state, descriptor, into, into.byteSize()));
    }

    static int write(int descriptor, MemorySegment from) throws ErrnoException {
        return (int)
                Libc.run("write", (_, state) -> (long) WRITE.invokeExact(state, descriptor, from, from.byteSize()));
    }

    static void sync(int descriptor) throws ErrnoException {
        Libc.run("fsync", (_, state) -> (int) FSYNC.invokeExact(state, descriptor));
    }

    /** Syncs the whole file system that the descriptor is on; it must not be one of {@link #O_PATH}. */
    static void syncFileSystem(int descriptor) throws ErrnoException {
        Libc.run("syncfs", (_, state) -> (int) SYNCFS.invokeExact(state, descriptor));
    }

    static Stat stat(int descriptor) throws ErrnoException {
        return stat(descriptor, new byte[0], AT_EMPTY_PATH);
    }

    /** Of a link, the link's own. */
    static Stat stat(int directory, byte[] name) throws ErrnoException {
        return stat(directory, name, AT_SYMLINK_NOFOLLOW);
    }

    private static Stat stat(int directory, byte[] name, int flags) throws ErrnoException {
        Stat[] result = new Stat[1];
        Libc.run("statx", (arena, state) -> {
            MemorySegment buffer = arena.allocate(Stat.BYTES, Long.BYTES);
            int answer = (int) STATX.invokeExact(state, directory, name(arena, name), flags, Stat.MASK, buffer);
            if (answer == 0) {
                result[0] = Stat.of(buffer);
            }
            return answer;
        });
        return result[0];
    }

    /** Fills the segment with entries and says how many bytes these are; 0 are the end. */
    static int entries(int directory, MemorySegment into) throws ErrnoException {
        return (int) Libc.run(
                "getdents64", (_, state) -> (long) GETDENTS.invokeExact(state, directory, into, into.byteSize()));
    }

    static void makeDirectory(int directory, byte[] name, int mode) throws ErrnoException {
        Libc.run("mkdir", (arena, state) -> (int) MKDIRAT.invokeExact(state, directory, name(arena, name), mode));
    }

    /** @param flags 0, or {@link #AT_REMOVEDIR} */
    static void unlink(int directory, byte[] name, int flags) throws ErrnoException {
        Libc.run("unlink", (arena, state) -> (int) UNLINKAT.invokeExact(state, directory, name(arena, name), flags));
    }

    static void rename(int from, byte[] name, int to, byte[] newName, int flags) throws ErrnoException {
        Libc.run("rename", (arena, state) ->
                (int) RENAMEAT2.invokeExact(state, from, name(arena, name), to, name(arena, newName), flags));
    }

    static void setMode(int descriptor, int mode) throws ErrnoException {
        Libc.run("fchmod", (_, state) -> (int) FCHMOD.invokeExact(state, descriptor, mode));
    }

    static void setOwner(int descriptor, int uid, int gid) throws ErrnoException {
        Libc.run("fchown", (arena, state) ->
                (int) FCHOWNAT.invokeExact(state, descriptor, name(arena, new byte[0]), uid, gid, AT_EMPTY_PATH));
    }

    /**
     * Whether some program holds the file open for writing. A read lease can be had only where none does; it is given
     * back at once. Where the system gives no leases on this file, the answer is no.
     *
     * @param descriptor of the file, opened for reading
     */
    static boolean isWritten(int descriptor) throws ErrnoException {
        // Who opens the file for writing while the lease is held has us told by a signal. By default it is SIGIO, which
        // would end the process; SIGURG is ignored.
        Libc.run("fcntl", (_, state) -> (int) FCNTL.invokeExact(state, descriptor, F_SETSIG, SIGURG));
        try {
            Libc.run("fcntl", (_, state) -> (int) FCNTL.invokeExact(state, descriptor, F_SETLEASE, F_RDLCK));
        } catch (ErrnoException e) {
            return e.is(ErrnoException.EAGAIN);
        }
        Libc.run("fcntl", (_, state) -> (int) FCNTL.invokeExact(state, descriptor, F_SETLEASE, F_UNLCK));
        return false;
    }
}
