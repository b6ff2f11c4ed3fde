package org.codearena.runner.box;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.runner.tree.RelativePath;
import org.codearena.runner.tree.Tree;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place where one program runs at a time: a box that is started when needed, and the directory it shows at
 * {@code /box}. Used by one holder at a time; {@link Slots} sees to that.
 */
final class Slot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private final int number;
    private final BoxCommand command;
    private final List<String> options;
    private final Tree tree;
    private final Duration patience;
    /** What the tree holds; read by others than the holder when they choose a slot. */
    private volatile Optional<String> holds = Optional.empty();

    private volatile Optional<String> fault = Optional.empty();
    private volatile @Nullable BoxProcess box;
    private volatile boolean closed;
    /** What lies over the program's own files. */
    private final List<RelativePath> covered = new ArrayList<>();

    /**
     * @param options of this box besides those that all have
     * @param patience how much longer than its wall time limit a run may take
     */
    Slot(int number, BoxCommand command, List<String> options, Tree tree, Duration patience) {
        this.patience = patience;
        this.number = number;
        this.command = command;
        this.options = List.copyOf(options);
        this.tree = tree;
    }

    int number() {
        return number;
    }

    /** Starts the box if none is running. */
    synchronized Hello ensureStarted(String mode) throws BoxFaultException {
        if (closed) {
            throw new BoxFaultException("slot " + number + " is closed");
        }
        BoxProcess running = box;
        if (running != null && running.isUsable()) {
            return running.hello();
        }
        try {
            BoxProcess started = BoxProcess.start(
                    "box-" + number, command.line(number, tree.root(), options, mode), command.environment(), patience);
            box = started;
            fault = Optional.empty();
            Hello hello = started.hello();
            LOG.atInfo()
                    .addKeyValue("slot", number)
                    .addKeyValue("mode", hello.mode())
                    .addKeyValue("pid", hello.pid())
                    .log("box started");
            return hello;
        } catch (BoxFaultException e) {
            throw note(e);
        }
    }

    /** Stops a box that is of no use here. */
    synchronized BoxFaultException giveUpBox(String why) {
        BoxProcess running = box;
        if (running != null) {
            running.close();
        }
        return note(new BoxFaultException(why));
    }

    private BoxFaultException note(BoxFaultException e) {
        fault = Optional.of(String.valueOf(e.getMessage()));
        LOG.atError()
                .addKeyValue("slot", number)
                .addKeyValue("why", e.getMessage())
                .log("slot has no box");
        return e;
    }

    /** Why the box could not be started when that was last tried. */
    Optional<String> fault() {
        return fault.map(why -> "slot " + number + ": " + why);
    }

    /** Whether a box was running and is no more, and nothing has been tried since. */
    boolean hasLostItsBox() {
        BoxProcess last = box;
        return last != null && !last.isUsable() && fault.isEmpty();
    }

    boolean holds(String name) {
        return holds.isPresent() && holds.get().equals(name);
    }

    boolean isEmpty() {
        return holds.isEmpty();
    }

    /** Shows the files of a program at {@code /box}; nothing is done where they are there already. */
    void lay(String name, Tree files) throws IOException {
        if (holds(name)) {
            return;
        }
        holds = Optional.empty();
        tree.clear();
        tree.link(files);
        holds = Optional.of(name);
    }

    /**
     * Lays files over those of the program, until {@link #uncover}.
     *
     * @throws IllegalArgumentException where one would stand in the way of a directory, or lie below a file
     */
    void cover(Map<RelativePath, Path> files) throws IOException {
        for (Map.Entry<RelativePath, Path> file : files.entrySet()) {
            covered.add(file.getKey());
            try {
                tree.cover(file.getKey(), file.getValue());
            } catch (IllegalArgumentException untouched) {
                covered.removeLast();
                throw untouched;
            }
        }
    }

    /** Shows the program's own files again. Where that fails, the next program is laid anew, even if it is the same. */
    void uncover(Tree files) {
        try {
            for (RelativePath path : covered) {
                tree.uncover(path, files);
            }
        } catch (IOException e) {
            holds = Optional.empty();
            LOG.atWarn().setCause(e).addKeyValue("slot", number).log("files of one run cannot be taken away");
        } finally {
            covered.clear();
        }
    }

    BoxProcess.Handle run(BoxRun run, RunListener listener) throws BoxFaultException {
        BoxProcess running = box;
        if (running == null) {
            throw new BoxFaultException("the box of slot " + number + " is not running");
        }
        return running.run(run, listener);
    }

    void checkSilence() {
        BoxProcess running = box;
        if (running != null) {
            running.checkSilence();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        BoxProcess running = box;
        if (running != null) {
            running.close();
        }
    }
}
