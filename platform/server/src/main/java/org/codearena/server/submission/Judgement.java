package org.codearena.server.submission;

import java.util.List;
import java.util.Optional;

/**
 * The result of one attempt.
 *
 * @param score set where the problem is scored
 * @param timeMs CPU time of the slowest test
 * @param memoryBytes peak of the hungriest test
 * @param run set for a run on the sender's own input, which has no tests
 */
public record Judgement(
        Verdict verdict,
        Optional<Double> score,
        long timeMs,
        long memoryBytes,
        String compilerOutput,
        List<TestResult> tests,
        Optional<RunResult> run) {

    public Judgement {
        tests = List.copyOf(tests);
    }

    /** Why it is a judge error, in the words of the test that could not be judged; empty for any other verdict. */
    public Optional<String> judgeErrorReason() {
        return verdict == Verdict.JUDGE_ERROR ? Optional.of(lastWords()) : Optional.empty();
    }

    private String lastWords() {
        return tests.stream()
                .filter(test -> test.verdict().equals(Verdict.JUDGE_ERROR.wireName()))
                .map(test -> "test " + test.number() + ": "
                        + Optional.ofNullable(test.judgeMessage()).orElse("could not be judged"))
                .reduce("the validator failed", (_, last) -> last);
    }

    /** A submission that never ran: it did not compile, or we could not judge it. */
    public static Judgement withoutTests(Verdict verdict, String compilerOutput) {
        return new Judgement(verdict, Optional.empty(), 0, 0, compilerOutput, List.of(), Optional.empty());
    }
}
