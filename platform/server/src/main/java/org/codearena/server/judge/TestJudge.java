package org.codearena.server.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.Runners;
import org.codearena.server.infra.Blobs;
import org.codearena.server.problem.TestGroup;
import org.codearena.server.submission.TestResult;
import org.codearena.server.submission.Verdict;
import org.codearena.server.validator.Outcome;
import org.codearena.server.validator.OutputValidator;

/**
 * Judges one compiled program on one test after the other, or on several at once: thread-safe. A run that ends just above the
 * time limit is done again, and the better one counts, so that a moment's noise of the machine decides nothing.
 */
final class TestJudge {
    private final Runners runners;
    private final Blobs blobs;
    private final HeldProgram program;
    private final Limits limits;
    private final boolean fileWriting;
    /** Absent for the default validator. */
    private final Optional<OwnValidator> validator;

    private final Progress progress;

    TestJudge(
            Runners runners,
            Blobs blobs,
            HeldProgram program,
            Limits limits,
            boolean fileWriting,
            Optional<OwnValidator> validator,
            Progress progress) {
        this.runners = runners;
        this.blobs = blobs;
        this.program = program;
        this.limits = limits;
        this.fileWriting = fileWriting;
        this.validator = validator;
        this.progress = progress;
    }

    /** @param group whose member the test is: it says what the test is worth; absent where nothing is scored */
    TestResult judge(TestSet.Test test, Optional<TestGroup> group) {
        TestOutcome first = once(test);
        TestOutcome outcome = isJustTooSlow(first) ? better(first, once(test)) : first;
        return group.map(scored -> result(test, TestScore.checked(outcome, scored), TestScore.of(outcome, scored)))
                .orElseGet(() -> result(test, outcome, OptionalDouble.empty()));
    }

    private boolean isJustTooSlow(TestOutcome outcome) {
        return outcome.verdict() == Verdict.TIME_LIMIT_EXCEEDED
                && VerdictRules.endedByItself(outcome.report())
                && outcome.report().cpuMicros() <= 1_100 * limits.cpuTimeMs();
    }

    private static TestOutcome better(TestOutcome first, TestOutcome second) {
        boolean secondIsBetter = second.verdict() != Verdict.TIME_LIMIT_EXCEEDED
                || second.report().cpuMicros() < first.report().cpuMicros();
        return secondIsBetter ? second : first;
    }

    private TestOutcome once(TestSet.Test test) {
        TestOutcome outcome =
                validator.map(own -> own.judge(program, test, limits)).orElseGet(() -> byDefaultValidator(test));
        progress.measured(test.number(), outcome.report());
        return outcome;
    }

    private TestOutcome byDefaultValidator(TestSet.Test test) {
        try (InputStream answer = blobs.open(test.answer())) {
            ValidatingSink sink = new ValidatingSink(new OutputValidator(test.flags(), answer));
            return outcome(run(test, sink), sink);
        } catch (IOException | UncheckedIOException unreadable) {
            throw new RunnerFault("test " + test.number() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private RunReport run(TestSet.Test test, ValidatingSink sink) {
        return program.use(made -> {
            runners.provide(test.input(), () -> blobs.open(test.input()));
            test.files().values().forEach(sha256 -> runners.provide(sha256, () -> blobs.open(sha256)));
            RunRequest request = new RunRequest(
                    RunSteps.of(made.plan().run(), test.arguments(), fileWriting),
                    Optional.of(test.input()),
                    JudgingLimits.inBox(limits),
                    test.files());
            return runners.run(made.handle(), request, sink);
        });
    }

    private TestOutcome outcome(RunReport report, ValidatingSink sink) throws IOException {
        boolean ranOutOfMemory = program.now()
                .plan()
                .memoryMark()
                .map(sink.captured()::endsSaying)
                .orElse(false);
        Optional<VerdictRules.Failure> failure = VerdictRules.failureOf(report, limits, ranOutOfMemory);
        if (failure.isPresent() && failure.get().verdict() == Verdict.JUDGE_ERROR) {
            throw new RunnerFault("the program " + failure.get().reason());
        }
        if (failure.isPresent()) {
            return TestOutcome.failed(failure.get(), report, sink.captured().errorText());
        }
        return switch (sink.finish()) {
            case Outcome.Accepted() -> TestOutcome.accepted(report);
            case Outcome.WrongAnswer(String judgeMessage, String teamMessage) ->
                TestOutcome.refused(report, teamMessage, judgeMessage, judgeMessage);
        };
    }

    private static TestResult result(TestSet.Test test, TestOutcome outcome, OptionalDouble score) {
        return new TestResult(
                test.number(),
                test.group(),
                test.sample(),
                outcome.verdict().wireName(),
                outcome.report().cpuMicros() / 1_000,
                outcome.report().wallMicros() / 1_000,
                outcome.report().memoryBytes(),
                test.open() ? outcome.openMessage() : outcome.message(),
                score.isPresent() ? score.getAsDouble() : null,
                outcome.judgeMessage().isBlank() ? null : outcome.judgeMessage());
    }
}
