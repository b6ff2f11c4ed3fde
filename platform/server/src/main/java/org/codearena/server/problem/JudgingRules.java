package org.codearena.server.problem;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a version is judged, beyond its tests and the limits of a run.
 *
 * @param interactive the validator and the submission talk to each other
 * @param passes how often a submission runs on a test at most; 1 unless the problem is multi-pass
 * @param validator the package's own; absent for the default one
 * @param includes files that go with every submission, by the package's code of its language or {@code default}
 * @param languages the package's codes of those it may be solved in; empty for all
 * @param fileWriting a submission may write files where it runs
 * @param scoring how verdict and score come about; absent for pass-fail problems where the first failed test decides
 */
public record JudgingRules(
        boolean interactive,
        int passes,
        Optional<StoredProgram> validator,
        Validation validation,
        Compilation compilation,
        Map<String, List<StoredFile>> includes,
        List<String> languages,
        boolean fileWriting,
        Optional<TestGroup> scoring) {

    /** Limits of one run of the validator. */
    public record Validation(long timeMs, long memoryBytes, long outputBytes) {
        public static final Validation DEFAULT = new Validation(60_000, 2048L << 20, 8L << 20);
    }

    /** Limits of compiling a submission. */
    public record Compilation(long timeMs, long memoryBytes) {
        public static final Compilation DEFAULT = new Compilation(30_000, 2048L << 20);
    }

    /** A pass-fail problem for any language, judged by the default validator. */
    public static final JudgingRules PLAIN = new JudgingRules(
            false,
            1,
            Optional.empty(),
            Validation.DEFAULT,
            Compilation.DEFAULT,
            Map.of(),
            List.of(),
            false,
            Optional.empty());

    public JudgingRules {
        includes = Map.copyOf(includes);
        languages = List.copyOf(languages);
    }

    /** Whether a language that packages call by these codes may be used. */
    public boolean allows(List<String> packageCodes) {
        return languages.isEmpty() || packageCodes.stream().anyMatch(languages::contains);
    }

    /** What the problem is, in the API's words. */
    public String kind() {
        if (interactive) {
            return "interactive";
        }
        if (passes > 1) {
            return "multi-pass";
        }
        return scoring.filter(TestGroup::isScored).isPresent() ? "scoring" : "batch";
    }
}
