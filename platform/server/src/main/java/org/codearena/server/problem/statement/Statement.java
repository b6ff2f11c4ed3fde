package org.codearena.server.problem.statement;

import java.util.List;
import java.util.Optional;

/**
 * A statement as it is shown.
 *
 * @param html safe HTML
 * @param title the problem's name where the statement itself gives it, as plain text
 * @param errors what makes the statement unusable
 * @param warnings what was left out or shown in a simpler way
 */
public record Statement(String html, Optional<String> title, List<String> errors, List<String> warnings) {
    public Statement {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }
}
