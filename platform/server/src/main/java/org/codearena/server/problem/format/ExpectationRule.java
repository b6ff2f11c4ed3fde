package org.codearena.server.problem.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codearena.server.problem.format.JudgedSubmission.JudgedTest;

/**
 * One thing that must be so of a judged submission.
 *
 * @param tests which tests it speaks of; all of them when absent
 * @param permitted every one of these tests has one of these verdicts
 * @param required at least one of them has one of these
 * @param message at least one of them has a message that contains this
 * @param finalOnly it speaks of the submission's verdict, not of each test's
 * @param timeLimit what the package says about its use for finding the time limit: lower, upper, false, or nothing
 */
record ExpectationRule(
        Optional<Glob> tests,
        Set<ExpectedVerdict> permitted,
        Set<ExpectedVerdict> required,
        Optional<String> message,
        boolean finalOnly,
        Optional<String> timeLimit) {

    static ExpectationRule of(Set<ExpectedVerdict> permitted, Set<ExpectedVerdict> required) {
        return new ExpectationRule(Optional.empty(), permitted, required, Optional.empty(), false, Optional.empty());
    }

    /** The submission's own verdict is one of these. */
    static ExpectationRule ofVerdict(Set<ExpectedVerdict> verdicts) {
        return new ExpectationRule(Optional.empty(), verdicts, verdicts, Optional.empty(), true, Optional.empty());
    }

    /** Wire names of the verdicts that a submission of this rule alone may end with. */
    Set<String> verdicts() {
        Set<ExpectedVerdict> both = EnumSet.noneOf(ExpectedVerdict.class);
        required.stream().filter(permitted::contains).forEach(both::add);
        return ExpectedVerdict.wireNames(both);
    }

    /** What speaks against it; empty when nothing does. */
    Optional<String> violation(JudgedSubmission judged) {
        String verdict = judged.verdict().orElse("");
        List<JudgedTest> concerned = concerned(judged);
        if (finalOnly || judged.tests().isEmpty()) {
            return tests.isEmpty() && !verdicts().contains(verdict)
                    ? Optional.of("got " + verdict + ", expected " + String.join(" or ", verdicts()))
                    : Optional.empty();
        }
        // A test's failure may have ended it before the tests that this speaks of.
        return concerned.isEmpty() ? Optional.empty() : violation(concerned);
    }

    private List<JudgedTest> concerned(JudgedSubmission judged) {
        return judged.tests().stream()
                .filter(test -> tests.map(glob -> glob.matches(test.name())).orElse(true))
                .toList();
    }

    /** CPU time of the slowest of the tests that it speaks of. */
    long slowestMs(JudgedSubmission judged) {
        return concerned(judged).stream().mapToLong(JudgedTest::timeMs).max().orElse(0);
    }

    private Optional<String> violation(List<JudgedTest> concerned) {
        Set<String> allowed = ExpectedVerdict.wireNames(permitted);
        Set<String> wanted = ExpectedVerdict.wireNames(required);
        Optional<JudgedTest> forbidden = concerned.stream()
                .filter(test -> !allowed.contains(test.verdict()))
                .findFirst();
        if (forbidden.isPresent()) {
            return Optional.of("got " + forbidden.get().verdict() + " on "
                    + forbidden.get().name() + ", permitted " + String.join(", ", allowed) + on());
        }
        if (concerned.stream().noneMatch(test -> wanted.contains(test.verdict()))) {
            return Optional.of("no test got " + String.join(" or ", wanted) + on());
        }
        if (message.isPresent()
                && concerned.stream().noneMatch(test -> test.message().contains(message.get()))) {
            return Optional.of("no test has a message that contains " + Names.quoted(message.get()) + on());
        }
        return Optional.empty();
    }

    private String on() {
        return tests.map(glob -> " on " + glob).orElse("");
    }

    /** It must not be too slow, so the time limit is well above what it takes. */
    boolean boundsTimeFromBelow() {
        return !finalOnly && timeLimit.map("lower"::equals).orElseGet(() -> !permitted.contains(ExpectedVerdict.TLE));
    }

    /** It must be too slow, so the time limit is well below what it takes. */
    boolean boundsTimeFromAbove() {
        return !finalOnly
                && timeLimit.map("upper"::equals).orElseGet(() -> required.equals(Set.of(ExpectedVerdict.TLE)));
    }
}
