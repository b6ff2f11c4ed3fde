package org.codearena.server.judge;

import java.util.Optional;
import org.codearena.contract.RunReport;
import org.codearena.server.submission.Verdict;

/**
 * What a program's run on a test came to.
 *
 * @param message for whoever sent the program: it holds nothing of a secret test
 * @param openMessage in its place where they may know the test
 * @param judgeMessage for those who made the problem
 * @param award what the validator gives, where it says so
 */
record TestOutcome(
        Verdict verdict,
        RunReport report,
        String message,
        String openMessage,
        String judgeMessage,
        Optional<Award> award) {
    /** Points, or a part of what the test is worth. */
    sealed interface Award {
        record Points(double points) implements Award {}

        record PartOfTest(double part) implements Award {}
    }

    /** Accepted, with nothing to say. */
    static TestOutcome accepted(RunReport report) {
        return new TestOutcome(Verdict.ACCEPTED, report, "", "", "", Optional.empty());
    }

    /** It failed before anybody looked at its output. */
    static TestOutcome failed(VerdictRules.Failure failure, RunReport report, String error) {
        String all = error.isBlank() ? failure.reason() : failure.reason() + "\n" + error;
        return new TestOutcome(failure.verdict(), report, failure.reason(), all, all, Optional.empty());
    }

    /** Its output was refused. */
    static TestOutcome refused(RunReport report, String message, String openMessage, String judgeMessage) {
        return new TestOutcome(Verdict.WRONG_ANSWER, report, message, openMessage, judgeMessage, Optional.empty());
    }

    /** Our fault, or that of those who made the problem; never the contestant's. */
    static TestOutcome judgeError(RunReport report, String why, String judgeMessage) {
        String all = judgeMessage.isBlank() ? why : why + "\n" + judgeMessage;
        return new TestOutcome(Verdict.JUDGE_ERROR, report, "", "", all, Optional.empty());
    }

    boolean accepted() {
        return verdict == Verdict.ACCEPTED;
    }

    /** The same outcome with the counters of the hungrier of two runs: limits hold for each pass by itself. */
    TestOutcome withMostOf(TestOutcome earlier) {
        RunReport mine = report;
        RunReport other = earlier.report;
        RunReport most = new RunReport(
                mine.exit(),
                mine.outOfMemory(),
                Math.max(mine.cpuMicros(), other.cpuMicros()),
                Math.max(mine.wallMicros(), other.wallMicros()),
                Math.max(mine.memoryBytes(), other.memoryBytes()),
                Math.max(mine.outputBytes(), other.outputBytes()),
                Math.max(mine.errorBytes(), other.errorBytes()));
        return new TestOutcome(verdict, most, message, openMessage, judgeMessage, award);
    }
}
