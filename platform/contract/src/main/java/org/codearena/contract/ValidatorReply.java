package org.codearena.contract;

import java.util.List;

/**
 * How a validator did.
 *
 * @param endedFirst in an interactive test: it ended by itself before the program did, or the program died only because
 *     nobody read or wrote any more
 * @param error the beginning of what it wrote to standard error, at most 64 KiB
 * @param feedback the regular files that it left in its feedback directory, if it ended by itself
 */
public record ValidatorReply(RunReport report, boolean endedFirst, String error, List<SourceFile> feedback) {
    public ValidatorReply {
        feedback = List.copyOf(feedback);
    }
}
