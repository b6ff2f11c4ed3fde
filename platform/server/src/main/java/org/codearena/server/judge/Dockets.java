package org.codearena.server.judge;

import java.util.UUID;
import java.util.function.BiConsumer;
import org.codearena.contract.JudgeRequested;
import org.codearena.server.submission.Docket;

/** All that a judge works off: what people send, and what is judged again. */
public record Dockets(Docket submissions, Docket rejudgements) {
    /** Looks up what this message asks for: the docket, and the entry's id in it. */
    void find(JudgeRequested message, BiConsumer<Docket, UUID> found) {
        message.rejudgement()
                .ifPresentOrElse(
                        id -> found.accept(rejudgements, id), () -> found.accept(submissions, message.submission()));
    }

    /** Puts back into the backlog what this worker was judging when its last life ended. Answers how many. */
    int recoverOf(String worker) {
        return submissions.recoverOf(worker) + rejudgements.recoverOf(worker);
    }
}
