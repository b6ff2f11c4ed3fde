package org.codearena.server.execution;

import org.codearena.contract.RunnerStatus;

/** The port to runners for those who have a piece of work to be done on one. Implementations are thread-safe. */
public interface RunnerLender {
    /**
     * How the runners are that it lends; {@link RunnerStatus#slots()} is how many pieces of work may be on at once.
     *
     * @throws RunnerFault as long as it can lend none
     */
    RunnerStatus status();

    /** Whether a runner lives on when it is given back, so that what is prepared in it serves later work; else it has one slot. */
    boolean keepsRunners();

    /**
     * Lends a runner until it is given back; waits until there is one that answers.
     *
     * @param language whose programs are to run there
     * @param work what the runner is for, in letters, digits and dashes; no other piece of work is called so
     * @throws RunnerFault unreached, with the reason in words for an operator, where there is none to be had
     */
    Loan lend(String language, String work);

    /** A runner that is lent. */
    interface Loan extends AutoCloseable {
        Runners runners();

        /** Gives the runner back. Never throws. */
        @Override
        void close();
    }
}
