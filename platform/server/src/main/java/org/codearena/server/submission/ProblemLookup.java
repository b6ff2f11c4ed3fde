package org.codearena.server.submission;

import java.util.List;
import java.util.Optional;
import org.codearena.server.submission.NewSubmission.ProblemReference;

/** Finds the version of a problem that a new submission is judged against. */
@FunctionalInterface
public interface ProblemLookup {
    Optional<Entry> current(String slug);

    /**
     * What a submission for a problem may be.
     *
     * @param codeBytes all its files together, at most
     * @param languages codes that problem packages use for the languages it may be in; empty for all
     */
    record Entry(ProblemReference problem, long codeBytes, List<String> languages) {
        public Entry {
            languages = List.copyOf(languages);
        }
    }
}
