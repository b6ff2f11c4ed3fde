package org.codearena.server.submission;

import java.util.Optional;
import org.codearena.server.submission.NewSubmission.ProblemReference;

/** Finds the version of a problem that a new submission is judged against. */
@FunctionalInterface
public interface ProblemLookup {
    Optional<ProblemReference> current(String slug);
}
