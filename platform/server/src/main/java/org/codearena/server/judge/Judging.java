package org.codearena.server.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.Step;
import org.codearena.plugin.Allowances;
import org.codearena.server.execution.OutputSink;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.Runners;
import org.codearena.server.infra.Blobs;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.RunResult;
import org.codearena.server.submission.SubmissionEvent;
import org.codearena.server.submission.TestResult;
import org.codearena.server.submission.Verdict;
import org.codearena.server.validator.Outcome;
import org.codearena.server.validator.OutputValidator;

/**
 * Judges one program, start to end, on the calling thread. It knows no queue and no database, so the same code judges
 * submissions, imports and a directory on the command line. Throws {@link RunnerFault} when the runner failed.
 */
public final class Judging {
    private static final int SHOWN_ERROR_BYTES = 4 << 10;
    private static final int RUN_OUTPUT_BYTES = 256 << 10;

    private final Runners runners;
    private final Blobs blobs;
    private final Compiler compiler;

    public Judging(Runners runners, Blobs blobs) {
        this.runners = runners;
        this.blobs = blobs;
        this.compiler = new Compiler(runners);
    }

    /** Compiles and runs the tests in their order, up to the first one that fails. */
    public Judgement judge(Program program, TestSet tests, Progress progress) {
        progress.tell(new SubmissionEvent.State("compiling"));
        return switch (compiler.compile(program, tests.memoryBytes())) {
            case Compiled.Failed(String output) -> compileError(output, progress);
            case Compiled.Ready ready -> {
                progress.tell(new SubmissionEvent.Compiled(true, ready.compilerOutput()));
                progress.tell(new SubmissionEvent.State("running"));
                yield runTests(ready, program.language().allowances(), tests, progress);
            }
        };
    }

    private static Judgement compileError(String output, Progress progress) {
        progress.tell(new SubmissionEvent.Compiled(false, output));
        return Judgement.withoutTests(Verdict.COMPILE_ERROR, output);
    }

    private Judgement runTests(Compiled.Ready compiled, Allowances allowances, TestSet tests, Progress progress) {
        Limits limits = JudgingLimits.ofRun(tests.timeLimitMs(), tests.memoryBytes(), tests.outputBytes(), allowances);
        List<TestResult> results = new ArrayList<>();
        Compiled.Ready program = compiled;
        try {
            for (TestSet.Test test : tests.tests()) {
                Attempt attempt = runTest(program, limits, test);
                program = attempt.program();
                results.add(attempt.result());
                progress.tell(
                        SubmissionEvent.Test.of(attempt.result(), tests.tests().size()));
                if (!attempt.result().verdict().equals(Verdict.ACCEPTED.wireName())) {
                    break;
                }
            }
        } finally {
            discard(program);
        }
        return Grade.of(results, compiled.compilerOutput());
    }

    /** A handle that cannot be given back now is dropped by the runner itself after a while. */
    private void discard(Compiled.Ready program) {
        try {
            runners.discard(program.handle());
        } catch (RunnerFault unreachable) {
            return;
        }
    }

    /** A test's result, and the program as it is known now: it may have been made anew. */
    private record Attempt(Compiled.Ready program, TestResult result) {}

    private Attempt runTest(Compiled.Ready program, Limits limits, TestSet.Test test) {
        try (InputStream answer = blobs.open(test.answer())) {
            ValidatingSink sink = new ValidatingSink(new OutputValidator(test.flags(), answer));
            Ran ran = run(program, Optional.of(test.input()), limits, sink);
            return new Attempt(ran.program(), result(test, ran.report(), limits, program, sink));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new RunnerFault("test " + test.number() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private record Ran(Compiled.Ready program, RunReport report) {}

    /** Runs once; a program or an input that the runner has dropped meanwhile is handed to it again. */
    private Ran run(Compiled.Ready program, Optional<String> input, Limits limits, OutputSink sink) {
        Step step = program.plan().run();
        input.ifPresent(sha256 -> runners.provide(sha256, () -> blobs.open(sha256)));
        RunRequest request = new RunRequest(step, input, limits);
        Optional<RunReport> report = runners.run(program.handle(), request, sink);
        if (report.isPresent()) {
            return new Ran(program, report.get());
        }
        Compiled.Ready again = compiler.again(program);
        input.ifPresent(sha256 -> runners.provide(sha256, () -> blobs.open(sha256)));
        return new Ran(
                again,
                runners.run(again.handle(), request, sink)
                        .orElseThrow(() -> new RunnerFault("the runner dropped a program that it had just made")));
    }

    private static TestResult result(
            TestSet.Test test, RunReport report, Limits limits, Compiled.Ready program, ValidatingSink sink)
            throws IOException {
        Optional<VerdictRules.Failure> failure =
                VerdictRules.failureOf(report, limits, saidOutOfMemory(program, sink.captured()));
        if (failure.isPresent() && failure.get().verdict() == Verdict.JUDGE_ERROR) {
            throw new RunnerFault("the program " + failure.get().reason());
        }
        return failure.isPresent()
                ? testResult(test, report, failure.get().verdict(), failureMessage(test, failure.get(), sink))
                : validated(test, report, sink.finish());
    }

    private static TestResult validated(TestSet.Test test, RunReport report, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted() -> testResult(test, report, Verdict.ACCEPTED, "");
            case Outcome.WrongAnswer(String judgeMessage, String teamMessage) ->
                testResult(test, report, Verdict.WRONG_ANSWER, test.sample() ? judgeMessage : teamMessage);
        };
    }

    /** What a program says on standard error is shown for samples only: it could carry a secret input out. */
    private static String failureMessage(TestSet.Test test, VerdictRules.Failure failure, ValidatingSink sink) {
        String error = sink.captured().errorText();
        return test.sample() && !error.isBlank() ? failure.reason() + "\n" + error : failure.reason();
    }

    private static TestResult testResult(TestSet.Test test, RunReport report, Verdict verdict, String message) {
        return new TestResult(
                test.number(),
                test.group(),
                test.sample(),
                verdict.wireName(),
                report.cpuMicros() / 1_000,
                report.wallMicros() / 1_000,
                report.memoryBytes(),
                message);
    }

    private static boolean saidOutOfMemory(Compiled.Ready program, CapturedOutput captured) {
        return program.plan().memoryMark().map(captured::endsSaying).orElse(false);
    }

    /** Compiles and runs a program once, on an input of its sender's own, judged against nothing. */
    public Judgement run(Program program, Optional<String> input, long timeMs, long memoryBytes, Progress progress) {
        progress.tell(new SubmissionEvent.State("compiling"));
        return switch (compiler.compile(program, memoryBytes)) {
            case Compiled.Failed(String output) -> compileError(output, progress);
            case Compiled.Ready ready -> {
                progress.tell(new SubmissionEvent.Compiled(true, ready.compilerOutput()));
                progress.tell(new SubmissionEvent.State("running"));
                Limits limits = JudgingLimits.ofRun(
                        timeMs,
                        memoryBytes,
                        RUN_OUTPUT_BYTES,
                        program.language().allowances());
                yield runOnce(ready, input, limits);
            }
        };
    }

    private Judgement runOnce(Compiled.Ready compiled, Optional<String> input, Limits limits) {
        CapturedOutput captured = new CapturedOutput(RUN_OUTPUT_BYTES, (int) limits.errorBytes());
        Ran ran = run(compiled, input, limits, captured);
        discard(ran.program());
        RunReport report = ran.report();
        Optional<VerdictRules.Failure> failure =
                VerdictRules.failureOf(report, limits, saidOutOfMemory(compiled, captured));
        RunResult result = RunResults.of(report, failure.map(VerdictRules.Failure::verdict), captured);
        return new Judgement(
                failure.map(VerdictRules.Failure::verdict).orElse(Verdict.ACCEPTED),
                Optional.empty(),
                result.timeMs(),
                result.memoryBytes(),
                compiled.compilerOutput(),
                List.of(),
                Optional.of(result));
    }

    /** Hands output to the validator as it arrives, and keeps the last words for the verdict and for the sample's reader. */
    private static final class ValidatingSink implements OutputSink {
        private final OutputValidator validator;
        private final CapturedOutput captured = new CapturedOutput(0, SHOWN_ERROR_BYTES);

        ValidatingSink(OutputValidator validator) {
            this.validator = validator;
        }

        @Override
        public void output(byte[] bytes) {
            captured.output(bytes);
            try {
                validator.accept(bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public void error(byte[] bytes) {
            captured.error(bytes);
        }

        CapturedOutput captured() {
            return captured;
        }

        Outcome finish() throws IOException {
            return validator.finish();
        }
    }
}
