package org.codearena.server.problem.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** What a package says that becomes of one of its own submissions. */
public final class Expectation {
    private final List<ExpectationRule> rules;
    private final List<String> tests;

    /**
     * Puts rules together.
     *
     * @param tests names of all tests
     */
    Expectation(List<ExpectationRule> rules, List<String> tests) {
        this.rules = List.copyOf(rules);
        this.tests = List.copyOf(tests);
    }

    /** Wire names of the verdicts that it may end with, in alphabetical order. */
    public List<String> verdicts() {
        Collection<String> verdicts = null;
        for (ExpectationRule rule : rules) {
            if (rule.tests().isEmpty()) {
                TreeSet<String> own = new TreeSet<>(rule.verdicts());
                if (verdicts != null) {
                    own.retainAll(verdicts);
                }
                verdicts = own;
            }
        }
        return verdicts == null ? anyVerdict() : List.copyOf(verdicts);
    }

    private static List<String> anyVerdict() {
        return List.copyOf(ExpectedVerdict.wireNames(ExpectedVerdict.OF_THE_FORMAT));
    }

    /**
     * Whether what is expected can only be seen when tests go on after one has failed. Else the first failure is enough, as
     * for anyone's submission.
     */
    public boolean needsAllTests() {
        return rules.stream().anyMatch(ExpectationRule::needsAllTests);
    }

    /** Whether it must be accepted. */
    public boolean mustBeAccepted() {
        return verdicts().equals(List.of("accepted"));
    }

    /** Why the outcome is not as it was said; empty when it is. Our own failure is never as it was said. */
    public Optional<String> disagreement(JudgedSubmission judged) {
        if (judged.verdict().filter("judge-error"::equals).isPresent()) {
            return Optional.of("got judge-error" + reason(judged));
        }
        List<String> violations = new ArrayList<>();
        rules.forEach(rule -> rule.violation(judged, tests).ifPresent(violations::add));
        return violations.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", violations));
    }

    private static String reason(JudgedSubmission judged) {
        return judged.tests().stream()
                .filter(test -> test.verdict().equals("judge-error"))
                .findFirst()
                .map(test -> (test.name().isEmpty() ? "" : " on " + test.name()) + ": "
                        + test.message().strip())
                .orElse(": it could not be judged");
    }

    /** Whether an inferred time limit must be well above what it takes. */
    public boolean boundsTimeFromBelow() {
        return rules.stream().anyMatch(ExpectationRule::boundsTimeFromBelow);
    }

    /** Whether an inferred time limit must be well below what it takes. */
    public boolean boundsTimeFromAbove() {
        return rules.stream().anyMatch(ExpectationRule::boundsTimeFromAbove);
    }

    /** How long it took where it must not be too slow; 0 where that is nowhere. */
    public long lowerBoundMs(JudgedSubmission judged) {
        return rules.stream()
                .filter(ExpectationRule::boundsTimeFromBelow)
                .mapToLong(rule -> rule.slowestMs(judged))
                .max()
                .orElse(0);
    }

    /** How long it took where it must be too slow; empty where that is nowhere. */
    public OptionalLong upperBoundMs(JudgedSubmission judged) {
        return rules.stream()
                .filter(ExpectationRule::boundsTimeFromAbove)
                .mapToLong(rule -> rule.slowestMs(judged))
                .min();
    }
}
