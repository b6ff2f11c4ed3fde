package org.codearena.server.problem.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file that configures tests says of itself: a group's or a single test's. What it does not say is absent.
 *
 * @param arguments of submissions
 * @param inputValidator arguments of the input validators
 * @param outputValidator arguments of the output validator
 * @param hint for somebody whose submission fails; of single tests only
 * @param scoring settings of scoring by key, as they stand
 * @param requires groups that must be accepted first
 */
record GroupFile(
        Optional<List<String>> arguments,
        Optional<ValidatorArguments> inputValidator,
        Optional<List<String>> outputValidator,
        Optional<Boolean> fullFeedback,
        Optional<String> hint,
        Map<String, String> scoring,
        List<String> requires) {
    static final GroupFile EMPTY = new GroupFile(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of());

    GroupFile {
        scoring = Map.copyOf(scoring);
        requires = List.copyOf(requires);
    }

    Optional<String> scoring(String key) {
        return Optional.ofNullable(scoring.get(key));
    }
}
