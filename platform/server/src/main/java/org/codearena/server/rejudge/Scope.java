package org.codearena.server.rejudge;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which submissions are judged again: those with a verdict that match every part that is present.
 *
 * @param submission one alone
 * @param problem all for a problem
 * @param language all in a language
 * @param languages those that judges know; what is in another one could never be judged
 */
record Scope(Optional<UUID> submission, Optional<UUID> problem, Optional<String> language, List<String> languages) {
    Scope {
        languages = List.copyOf(languages);
    }

    /** Whether it reaches beyond any one problem. */
    boolean isLanguageWide() {
        return submission.isEmpty() && problem.isEmpty();
    }
}
