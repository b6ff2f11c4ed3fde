package org.codearena.runner.terminal;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.codearena.runner.rounds.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The terminals of a workspace. Safe for use by several threads. */
public final class Terminals implements AutoCloseable {
    /** Those that have ended and were not closed count too. */
    public static final int MOST = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Terminals.class);

    private final TerminalCommand command;
    private final Listener listener;
    private final NavigableMap<Integer, Terminal> terminals = new ConcurrentSkipListMap<>();
    private final Typing typing = new Typing();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Rounds rounds = new Rounds("terminals");

    /** Hears of terminals; called by any thread, which must not be held up. */
    public interface Listener {
        /** One was opened, resized, titled, or has ended. */
        void changed(TerminalState terminal);

        /** One was closed and is no more. */
        void closed(int id);
    }

    /** None is open yet. */
    public Terminals(TerminalCommand command, Listener listener) {
        this.command = command;
        this.listener = listener;
    }

    /**
     * Opens a terminal and starts a program in it.
     *
     * @param task the id of the task that the program is, if it is one
     * @return its id
     * @throws TooManyTerminalsException when there are {@link #MOST} of them
     */
    public int open(String title, Optional<String> task, TerminalCommand.Program program, Size size)
            throws IOException, TooManyTerminalsException {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            throw new TooManyTerminalsException(MOST + " terminals are there already, close one first");
        }
        boolean opened = false;
        try {
            Size usable = size.isUsable() ? size : Size.USUAL;
            int id = lastId.incrementAndGet();
            Terminal terminal = new Terminal(id, title, task, usable, typing, rounds, this::changed);
            terminal.start(command.line(id, program, usable));
            terminals.put(id, terminal);
            opened = true;
            changed(terminal);
            return id;
        } finally {
            if (!opened) {
                count.decrementAndGet();
            }
        }
    }

    private void changed(Terminal terminal) {
        if (terminals.containsKey(terminal.id())) {
            listener.changed(terminal.state());
        }
    }

    /**
     * Attaches a client.
     *
     * @param client of which there is one at a time: it replaces one of the same name
     * @param offset of the next byte that the client lacks, 0 where it has none
     * @param wake called when there is something to take, by any thread, which must not be held up
     * @return nothing when there is no such terminal
     */
    public Optional<Attachment> attach(int id, String client, long offset, Size size, Runnable wake) {
        return Optional.ofNullable(terminals.get(id)).map(terminal -> terminal.attach(client, offset, size, wake));
    }

    public List<TerminalState> list() {
        return terminals.values().stream().map(Terminal::state).toList();
    }

    public Optional<TerminalState> state(int id) {
        return Optional.ofNullable(terminals.get(id)).map(Terminal::state);
    }

    public int size() {
        return terminals.size();
    }

    /** Whether a program other than a shell has a terminal. */
    public boolean isBusy() {
        return terminals.values().stream().anyMatch(Terminal::isBusy);
    }

    /** How long ago such a program printed something, or a terminal was opened, in nanoseconds. */
    public OptionalLong idleNanos() {
        long now = System.nanoTime();
        return terminals.values().stream()
                .mapToLong(terminal -> now - terminal.lastBusy())
                .min();
    }

    /**
     * Ends what runs in a terminal, and what that left behind, and forgets the terminal.
     *
     * @return whether there was one
     */
    public boolean close(int id) throws IOException {
        Terminal terminal = terminals.remove(id);
        if (terminal == null) {
            return false;
        }
        boolean hadEnded = terminal.hasEnded();
        try {
            terminal.close();
            if (hadEnded) {
                command.reap(id);
            }
        } finally {
            count.decrementAndGet();
            listener.closed(id);
        }
        return true;
    }

    /** Closes them all. */
    @Override
    public void close() {
        for (int id : List.copyOf(terminals.keySet())) {
            try {
                close(id);
            } catch (IOException e) {
                LOG.atWarn().setCause(e).addKeyValue("terminal", id).log("a terminal cannot be closed");
            }
        }
        rounds.close();
    }
}
