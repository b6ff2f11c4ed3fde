package org.codearena.server.workspace.orchestrator;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Makes and removes the environments in which sessions run: child processes of this one, or pods. The reconciler compares what
 * {@link #list} says there is with what should be, and calls {@link #ensure} and {@link #remove} until both are the same; so each
 * call is idempotent, returns soon, and may be repeated after any crash. Thread-safe.
 */
public interface Orchestrator extends AutoCloseable {
    /**
     * Wants this environment to exist. Takes a warm one where one waits, else begins to make one; what becomes of it shows in
     * {@link #list}. Of one that exists already nothing is changed.
     */
    void ensure(Wanted wanted);

    /**
     * Wants this environment gone, with its processes and, unless told otherwise, its disk. Of one that does not exist, nothing
     * happens.
     *
     * @param keepDisk whether files that the object store may not have yet are to be left for the project's next environment
     */
    void remove(String environment, boolean keepDisk);

    /** Every environment there is, those of sessions that nobody knows any more included; warm ones are not in it. */
    List<Environment> list();

    /**
     * Projects whose disk an environment left behind, by dying with the server or because it was to be kept, and that no
     * environment has taken up again. Always empty where disks end with their environments.
     */
    Set<UUID> leftDisks();

    /** Wants the disk that was left of this project gone. Where there is none, or one is in use, nothing happens. */
    void removeLeftDisk(UUID project);

    /** Calls this, soon and on a thread of the orchestrator's, whenever an environment may have changed. */
    void onChange(Runnable listener);

    /** How many warm environments wait, and how many may run at most, for operators. */
    Capacity capacity();

    /**
     * How much there is room for.
     *
     * @param most environments that may exist at once, warm ones not counted
     */
    record Capacity(int warm, int most) {}

    /** Ends what only this process can end; environments that outlive it are left alone. */
    @Override
    void close();
}
