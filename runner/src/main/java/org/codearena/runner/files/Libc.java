package org.codearena.runner.files;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** How functions of the C library are called that set {@code errno}. */
@SuppressWarnings("restricted")
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private Libc() {}

    /** What calls a handle; {@code state} is its first argument. */
    interface Body {
        long call(Arena arena, MemorySegment state) throws Throwable;
    }

    static MethodHandle function(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
    }

    /** @param fixed how many arguments stand before the dots */
    static MethodHandle variadic(String name, int fixed, FunctionDescriptor shape) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                shape,
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(fixed));
    }

    /**
     * Calls until no signal interrupts it.
     *
     * @return what it returned, not below 0
     */
    static long run(String name, Body body) throws ErrnoException {
        while (true) {
            try {
                return once(name, body);
            } catch (ErrnoException e) {
                if (!e.is(ErrnoException.EINTR)) {
                    throw e;
                }
            }
        }
    }

    static long once(String name, Body body) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result = body.call(arena, state);
            if (result < 0) {
                throw new ErrnoException(name, (int) ERRNO.get(state, 0L));
            }
            return result;
        } catch (ErrnoException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the call of " + name + " threw what it cannot throw", e);
        }
    }
}
