package org.codearena.contract;

import java.util.UUID;

/**
 * The doorbell: this submission waits to be judged. It carries no state; the database has it.
 *
 * @param v version of the message's shape, now 1
 */
public record JudgeRequested(int v, UUID submission) {
    public static final int VERSION = 1;

    public static JudgeRequested of(UUID submission) {
        return new JudgeRequested(VERSION, submission);
    }
}
