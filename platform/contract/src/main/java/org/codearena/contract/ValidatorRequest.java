package org.codearena.contract;

import java.util.List;
import java.util.Map;

/**
 * How a validator is started. It runs in a box of its own, under another uid, which never sees anything of the program's.
 *
 * @param program name of the validator's own program, as a compile reply gave it
 * @param step its command; the working directory is {@code /box}, where its program lies
 * @param files what it sees in {@code /test}, read-only: SHA-256 of a blob by plain file name
 * @param feedback what lies in {@code /out}, its feedback directory, when it starts: what an earlier pass left there
 * @param feedbackBytes how much it may leave in {@code /out}
 */
public record ValidatorRequest(
        String program,
        Step step,
        Map<String, String> files,
        List<SourceFile> feedback,
        Limits limits,
        long feedbackBytes) {
    public ValidatorRequest {
        files = Map.copyOf(files);
        feedback = List.copyOf(feedback);
    }
}
