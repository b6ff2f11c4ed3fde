package org.codearena.contract;

import java.util.Optional;
import java.util.UUID;

/**
 * The doorbell: this submission waits to be judged. It carries no state; the database has it.
 *
 * @param v version of the message's shape, now 1
 * @param rejudgement set when it is to be judged again, beside the verdict that it has
 */
public record JudgeRequested(int v, UUID submission, Optional<UUID> rejudgement) {
    public static final int VERSION = 1;

    public static JudgeRequested of(UUID submission) {
        return new JudgeRequested(VERSION, submission, Optional.empty());
    }

    public static JudgeRequested again(UUID submission, UUID rejudgement) {
        return new JudgeRequested(VERSION, submission, Optional.of(rejudgement));
    }
}
