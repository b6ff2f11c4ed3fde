package org.codearena.server.judge;

import java.util.List;
import java.util.Optional;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.TestResult;
import org.codearena.server.submission.Verdict;

/** From the tests' verdicts to the submission's: pure. The first test that fails decides. */
final class Grade {
    private Grade() {}

    static Judgement of(List<TestResult> results, String compilerOutput) {
        Verdict verdict = results.stream()
                .map(result -> Verdict.of(result.verdict()))
                .filter(each -> each != Verdict.ACCEPTED)
                .findFirst()
                .orElse(Verdict.ACCEPTED);
        return new Judgement(
                verdict,
                Optional.empty(),
                results.stream().mapToLong(TestResult::timeMs).max().orElse(0),
                results.stream().mapToLong(TestResult::memoryBytes).max().orElse(0),
                compilerOutput,
                results,
                Optional.empty());
    }
}
