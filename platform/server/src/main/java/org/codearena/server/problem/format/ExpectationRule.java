package org.codearena.server.problem.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.problem.format.JudgedSubmission.JudgedTest;

/**
 * One thing that must be so of a judged submission.
 *
 * @param tests which tests it speaks of; all of them when absent
 * @param permitted every one of these tests has one of these verdicts
 * @param required at least one of them has one of these
 * @param message at least one of them has a message that contains this
 * @param score the submission's, or that of every group that {@code tests} speaks of
 * @param timeLimit what the package says about its use for finding the time limit: lower, upper, false, or nothing
 */
record ExpectationRule(
        Of of,
        Optional<Glob> tests,
        Set<ExpectedVerdict> permitted,
        Set<ExpectedVerdict> required,
        Optional<String> message,
        Optional<ScoreRange> score,
        Optional<String> timeLimit) {

    /** What verdicts it speaks of. */
    enum Of {
        /** Each test's. */
        TESTS,
        /** The submission's own. */
        SUBMISSION,
        /** The submission's own, or else each test's: the specification says this, and the judges that. */
        EITHER
    }

    static ExpectationRule of(Set<ExpectedVerdict> permitted, Set<ExpectedVerdict> required) {
        return of(Of.TESTS, permitted, required);
    }

    static ExpectationRule of(Of of, Set<ExpectedVerdict> permitted, Set<ExpectedVerdict> required) {
        return new ExpectationRule(
                of, Optional.empty(), permitted, required, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The submission's own verdict is one of these. */
    static ExpectationRule ofVerdict(Set<ExpectedVerdict> verdicts) {
        return of(Of.SUBMISSION, verdicts, verdicts);
    }

    /** Whatever its verdict is, the submission has such a score. */
    static ExpectationRule ofScore(ScoreRange score) {
        return ofVerdict(EnumSet.allOf(ExpectedVerdict.class)).withScore(Optional.of(score));
    }

    ExpectationRule withScore(Optional<ScoreRange> range) {
        return new ExpectationRule(of, tests, permitted, required, message, range, timeLimit);
    }

    /** The same, but it says nothing about the time limit. */
    ExpectationRule withoutTime() {
        return new ExpectationRule(of, tests, permitted, required, message, score, Optional.of("false"));
    }

    /** Wire names of the verdicts that a submission of this rule alone may end with. */
    Set<String> verdicts() {
        return ExpectedVerdict.wireNames(possible());
    }

    private Set<ExpectedVerdict> possible() {
        Set<ExpectedVerdict> both = EnumSet.noneOf(ExpectedVerdict.class);
        required.stream().filter(permitted::contains).forEach(both::add);
        return both;
    }

    /**
     * Whether what it says can only be seen when tests go on after one has failed: another failure may be the one that it
     * speaks of.
     */
    boolean needsAllTests() {
        Set<ExpectedVerdict> failures = EnumSet.noneOf(ExpectedVerdict.class);
        permitted.stream().filter(each -> each != ExpectedVerdict.AC).forEach(failures::add);
        return of == Of.TESTS
                && (tests.isPresent()
                        || message.isPresent()
                        || !required.containsAll(failures)
                        || timeLimit.isPresent());
    }

    /**
     * What speaks against it; empty when nothing does.
     *
     * @param all names of all tests, those that were not run included
     */
    Optional<String> violation(JudgedSubmission judged, List<String> all) {
        return verdictViolation(judged, all).or(() -> scoreViolation(judged));
    }

    private Optional<String> verdictViolation(JudgedSubmission judged, List<String> all) {
        Optional<String> ofSubmission = submissionViolation(judged);
        boolean decided = of == Of.SUBMISSION || judged.tests().isEmpty();
        if (decided || (of == Of.EITHER && ofSubmission.isEmpty())) {
            return ofSubmission;
        }
        List<JudgedTest> concerned = concerned(judged);
        // A test's failure may have ended it before the tests that this speaks of.
        boolean complete = concerned.size() >= count(all) || judged.failures() == 0;
        return concerned.isEmpty() ? Optional.empty() : testViolation(concerned, complete);
    }

    private Optional<String> submissionViolation(JudgedSubmission judged) {
        String verdict = judged.verdict().orElse("");
        return tests.isEmpty() && !ExpectedVerdict.include(possible(), verdict)
                ? Optional.of("got " + verdict + ", expected " + String.join(" or ", verdicts()))
                : Optional.empty();
    }

    private long count(List<String> all) {
        return all.stream().filter(this::concerns).count();
    }

    private boolean concerns(String test) {
        return tests.map(glob -> glob.matches(test)).orElse(true);
    }

    private List<JudgedTest> concerned(JudgedSubmission judged) {
        return judged.tests().stream().filter(test -> concerns(test.name())).toList();
    }

    /** CPU time of the slowest of the tests that it speaks of. */
    long slowestMs(JudgedSubmission judged) {
        return concerned(judged).stream().mapToLong(JudgedTest::timeMs).max().orElse(0);
    }

    private Optional<String> testViolation(List<JudgedTest> concerned, boolean complete) {
        Optional<JudgedTest> forbidden = concerned.stream()
                .filter(test -> !ExpectedVerdict.include(permitted, test.verdict()))
                .findFirst();
        if (forbidden.isPresent()) {
            return Optional.of("got " + forbidden.get().verdict() + " on "
                    + forbidden.get().name() + ", permitted " + String.join(", ", ExpectedVerdict.wireNames(permitted))
                    + on());
        }
        if (complete && concerned.stream().noneMatch(test -> ExpectedVerdict.include(required, test.verdict()))) {
            return Optional.of("no test got " + String.join(" or ", ExpectedVerdict.wireNames(required)) + on());
        }
        if (complete
                && message.isPresent()
                && concerned.stream().noneMatch(test -> test.message().contains(message.get()))) {
            return Optional.of("no test has a message that contains " + Quoted.of(message.get()) + on());
        }
        return Optional.empty();
    }

    private Optional<String> scoreViolation(JudgedSubmission judged) {
        if (score.isEmpty()) {
            return Optional.empty();
        }
        if (tests.isEmpty()) {
            double total = judged.score().orElse(0);
            return score.get().contains(total) ? Optional.empty() : Optional.of(unexpected(total));
        }
        return judged.groupScores().entrySet().stream()
                .filter(group -> !group.getKey().isEmpty() && tests.get().matchesExactly(group.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .filter(group -> !score.get().contains(group.getValue()))
                .map(group -> unexpected(group.getValue()) + " on " + group.getKey())
                .findFirst();
    }

    private String unexpected(double got) {
        return "got the score " + ScoreRange.plain(got) + ", expected "
                + score.map(ScoreRange::toString).orElse("");
    }

    private String on() {
        return tests.map(glob -> " on " + glob).orElse("");
    }

    /** It must not be too slow, so the time limit is well above what it takes. */
    boolean boundsTimeFromBelow() {
        return of != Of.SUBMISSION
                && timeLimit.map("lower"::equals).orElseGet(() -> !permitted.contains(ExpectedVerdict.TLE));
    }

    /** It must be too slow, so the time limit is well below what it takes. */
    boolean boundsTimeFromAbove() {
        return of != Of.SUBMISSION
                && timeLimit.map("upper"::equals).orElseGet(() -> required.equals(Set.of(ExpectedVerdict.TLE)));
    }
}
