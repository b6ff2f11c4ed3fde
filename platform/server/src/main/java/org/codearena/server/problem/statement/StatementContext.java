package org.codearena.server.problem.statement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement may name.
 *
 * @param filesPath where the problem's files are served, ending in a slash
 * @param constants the package's constants by name
 * @param samples in their order
 * @param files names of the pictures and documents beside the statement
 */
public record StatementContext(
        String filesPath, Map<String, String> constants, List<Sample> samples, Set<String> files) {

    /**
     * A sample as a statement shows it.
     *
     * @param interaction a log of what is said, in place of input and answer
     */
    public record Sample(String input, String answer, Optional<String> interaction) {
        /** Input and answer. */
        public Sample(String input, String answer) {
            this(input, answer, Optional.empty());
        }

        public static Sample ofInteraction(String log) {
            return new Sample("", "", Optional.of(log));
        }
    }

    public StatementContext {
        constants = Map.copyOf(constants);
        samples = List.copyOf(samples);
        files = Set.copyOf(files);
    }
}
