package org.codearena.server.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an import goes.
 *
 * @param state {@code running}, {@code done} or {@code failed}
 * @param submissions the package's own, as far as they have been judged
 */
public record ImportReport(String state, List<Message> messages, List<OwnSubmission> submissions) {
    /** Something to say; the level is {@code info}, {@code warning} or {@code error}. */
    public record Message(String level, String text) {}

    /**
     * What became of one of the package's own submissions.
     *
     * @param language null when no language claims its files
     * @param expected the verdicts that it may end with
     * @param verdict null when it was not judged
     */
    public record OwnSubmission(
            String path,
            @Nullable String language,
            List<String> expected,
            @Nullable String verdict,
            boolean agrees) {
        public OwnSubmission {
            expected = List.copyOf(expected);
        }
    }

    public ImportReport {
        messages = List.copyOf(messages);
        submissions = List.copyOf(submissions);
    }
}
