package org.codearena.server.judge;

import java.util.List;
import java.util.Optional;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.TestResult;

/** From the tests' results to the submission's: pure. */
final class Grade {
    private Grade() {}

    /** @param scored the problem gives scores, so the judgement has one */
    static Judgement of(GroupResults groups, boolean scored, String compilerOutput) {
        GroupResults.Result result = groups.result();
        List<TestResult> tests = groups.inOrder();
        return new Judgement(
                result.verdict(),
                scored ? Optional.of(result.score()) : Optional.empty(),
                tests.stream().mapToLong(TestResult::timeMs).max().orElse(0),
                tests.stream().mapToLong(TestResult::memoryBytes).max().orElse(0),
                compilerOutput,
                tests,
                Optional.empty());
    }
}
