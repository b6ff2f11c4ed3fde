package org.codearena.server.problem.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Arguments of the input validators for a test.
 *
 * @param all for each of them
 * @param byName for those of these names, where {@code all} is absent; others have none
 */
public record ValidatorArguments(Optional<List<String>> all, Map<String, List<String>> byName) {
    public static final ValidatorArguments NONE = new ValidatorArguments(Optional.of(List.of()), Map.of());

    public ValidatorArguments {
        byName = Map.copyOf(byName);
    }

    /** The arguments of a program, which is called by its file's name with or without the ending. */
    public List<String> of(String program) {
        String plain = program.replaceFirst("\\.[^.]*$", "");
        return all.orElseGet(() -> byName.getOrDefault(program, byName.getOrDefault(plain, List.of())));
    }
}
