package org.codearena.runner.files;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's watches of directories, by descriptor. Java's own {@code WatchService} wants paths, forgets events above
 * 512 of a directory, and cannot say a name that is no UTF-8. What it says are hints: what is there now may be something
 * else already. Watches are added and removed by one thread.
 */
final class Inotify implements AutoCloseable {
    /** Instead of a watch: events were lost. */
    static final int OVERFLOW = -1;

    private static final int IN_MODIFY = 0x2;
    private static final int IN_ATTRIB = 0x4;
    private static final int IN_CLOSE_WRITE = 0x8;
    private static final int IN_MOVED_FROM = 0x40;
    private static final int IN_MOVED_TO = 0x80;
    private static final int IN_CREATE = 0x100;
    private static final int IN_DELETE = 0x200;
    private static final int IN_Q_OVERFLOW = 0x4000;
    private static final int IN_IGNORED = 0x8000;
    private static final int IN_ONLYDIR = 0x100_0000;
    private static final int IN_EXCL_UNLINK = 0x400_0000;
    private static final int WANTED = IN_MODIFY
            | IN_ATTRIB
            | IN_CLOSE_WRITE
            | IN_MOVED_FROM
            | IN_MOVED_TO
            | IN_CREATE
            | IN_DELETE
            | IN_ONLYDIR
            | IN_EXCL_UNLINK;

    private static final int NONBLOCK_CLOEXEC = 0x8_0800;
    private static final short POLLIN = 1;
    private static final int FOREVER = -1;
    private static final int BUFFER = 1 << 16;
    private static final int HEADER = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Inotify.class);

    private static final MethodHandle INIT = Libc.function("inotify_init1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle ADD =
            Libc.function("inotify_add_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle REMOVE =
            Libc.function("inotify_rm_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle EVENTFD =
            Libc.function("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle POLL =
            Libc.function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private final Descriptor events;
    private final Descriptor end;
    private final Consumer<List<Event>> listener;
    private final Thread reader;

    private Inotify(Consumer<List<Event>> listener) throws ErrnoException {
        this.listener = listener;
        this.events = new Descriptor(
                (int) Libc.run("inotify_init", (_, state) -> (int) INIT.invokeExact(state, NONBLOCK_CLOEXEC)));
        try {
            this.end = new Descriptor(
                    (int) Libc.run("eventfd", (_, state) -> (int) EVENTFD.invokeExact(state, 0, NONBLOCK_CLOEXEC)));
        } catch (ErrnoException e) {
            events.close();
            throw e;
        }
        // Waits in a call of the system: a virtual thread would keep its carrier there.
        this.reader = Thread.ofPlatform().daemon().name("files-watcher").unstarted(this::read);
    }

    /**
     * Something happened to a name in a watched directory.
     *
     * @param name empty where it is the directory itself, or a name that cannot be said
     * @param over whether the watch is
     */
    record Event(int watch, String name, boolean over) {}

    /**
     * Starts to listen.
     *
     * @param listener called by one thread, which waits meanwhile
     * @throws ErrnoException {@code EMFILE} when this user has as many already as the system allows
     */
    static Inotify start(Consumer<List<Event>> listener) throws ErrnoException {
        Inotify inotify = new Inotify(listener);
        inotify.reader.start();
        return inotify;
    }

    /**
     * Watches a directory.
     *
     * @return the number of the watch; that of an earlier one if the directory has one
     * @throws ErrnoException {@code ENOSPC} when this user has as many already as the system allows
     */
    int add(Directory directory) throws ErrnoException {
        String path = "/proc/self/fd/" + directory.number();
        return (int) Libc.run("inotify_add_watch", (arena, state) ->
                (int) ADD.invokeExact(state, events.number(), arena.allocateFrom(path), WANTED));
    }

    void remove(int watch) {
        try {
            Libc.run("inotify_rm_watch", (_, state) -> (int) REMOVE.invokeExact(state, events.number(), watch));
        } catch (ErrnoException _) {
            // It went with its directory.
        }
    }

    private void read() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment waiting = arena.allocate(16, Integer.BYTES);
            waiting.set(JAVA_INT, 0, events.number());
            waiting.set(JAVA_SHORT, 4, POLLIN);
            waiting.set(JAVA_INT, 8, end.number());
            waiting.set(JAVA_SHORT, 12, POLLIN);
            MemorySegment buffer = arena.allocate(BUFFER, Long.BYTES);
            while (true) {
                Libc.run("poll", (_, state) -> (int) POLL.invokeExact(state, waiting, 2L, FOREVER));
                if (waiting.get(JAVA_SHORT, 14) != 0) {
                    return;
                }
                listener.accept(parse(buffer.asSlice(0, Linux.readStream(events.number(), buffer))));
            }
        } catch (ErrnoException | RuntimeException e) {
            LOG.atError().setCause(e).log("changes of files are not noticed any more");
        }
    }

    private static List<Event> parse(MemorySegment filled) {
        List<Event> all = new ArrayList<>();
        for (long offset = 0; offset < filled.byteSize(); ) {
            int mask = filled.get(JAVA_INT, offset + 4);
            int length = filled.get(JAVA_INT, offset + 12);
            int watch = (mask & IN_Q_OVERFLOW) != 0 ? OVERFLOW : filled.get(JAVA_INT, offset);
            byte[] name = Names.unpadded(filled.asSlice(offset + HEADER, length).toArray(JAVA_BYTE));
            all.add(new Event(watch, Names.decode(name).orElse(""), (mask & IN_IGNORED) != 0));
            offset += HEADER + length;
        }
        return all;
    }

    /** Ends the thread and lets go of the watches; nothing may be added any more. */
    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            Linux.write(end.number(), arena.allocateFrom(JAVA_LONG, 1));
            reader.join();
        } catch (ErrnoException e) {
            throw new IllegalStateException("the watcher cannot be ended", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        events.close();
        end.close();
    }
}
