package org.codearena.server.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.server.execution.Runners;
import org.codearena.server.infra.Blobs;
import org.codearena.server.language.Languages;
import org.codearena.server.problem.JudgingRules;
import org.codearena.server.problem.StoredFile;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.RunResult;
import org.codearena.server.submission.SubmissionEvent;
import org.codearena.server.submission.TestResult;
import org.codearena.server.submission.Verdict;

/**
 * Judges one program, start to end, on the calling thread, and on slots that are free. It knows no queue and no database, so
 * the same code judges submissions, imports and a directory on the command line. Throws {@link RunnerFault} when the runner
 * failed.
 */
public final class Judging {
    private static final int RUN_OUTPUT_BYTES = 256 << 10;
    /** Of a run on the sender's own input, and of a language's self-test. */
    private static final Limits COMPILE = JudgingLimits.compile(10_000, 1L << 30);

    private final Runners runners;
    private final Blobs blobs;
    private final FreeSlots slots;
    private final Compiler compiler;
    private final Validators validators;
    private final Preparations preparations;

    /**
     * On a runner that lives long, whose languages have been prepared.
     *
     * @param slots those that may run tests ahead of their turn
     */
    public Judging(Runners runners, Blobs blobs, Languages languages, FreeSlots slots) {
        this(runners, blobs, languages, slots, new Preparations.Made());
    }

    /** On a runner that has just come to life, and is nobody else's. It has one slot, so no test runs ahead of its turn. */
    static Judging onBareRunner(Runners runners, Blobs blobs, Languages languages) {
        return new Judging(runners, blobs, languages, new FreeSlots(), new Preparations.WhenNeeded(runners));
    }

    private Judging(Runners runners, Blobs blobs, Languages languages, FreeSlots slots, Preparations preparations) {
        this.runners = runners;
        this.blobs = blobs;
        this.slots = slots;
        this.compiler = new Compiler(runners);
        this.preparations = preparations;
        this.validators = new Validators(languages, blobs, compiler, preparations);
    }

    ValidatorChecks validatorChecks() {
        return new ValidatorChecks(runners, blobs, compiler, validators);
    }

    /** Compiles and runs the tests in their order, as long as there is something to find out. */
    public Judgement judge(Program submitted, TestSet tests, Progress progress) {
        return judge(submitted, tests, Extent.AS_FAR_AS_IT_MATTERS, progress);
    }

    /** Which tests are run. */
    enum Extent {
        AS_FAR_AS_IT_MATTERS,
        /** Also those whose results change nothing any more; they take no part in verdict and score. */
        EVERY_TEST
    }

    Judgement judge(Program submitted, TestSet tests, Extent extent, Progress progress) {
        progress.tell(new SubmissionEvent.State("compiling"));
        preparations.of(submitted.language());
        JudgingRules rules = tests.rules();
        Program program = submitted.with(includes(submitted.language(), rules), tests.memoryBytes());
        Limits limits = JudgingLimits.compile(
                rules.compilation().timeMs(), rules.compilation().memoryBytes());
        return switch (compiler.compile(program, tests.memoryBytes(), limits, progress)) {
            case Compiled.Failed(String output) -> compileError(output, progress);
            case Compiled.Ready ready -> {
                progress.tell(new SubmissionEvent.Compiled(true, ready.compilerOutput()));
                progress.tell(new SubmissionEvent.State("running"));
                yield runTests(ready, program.language(), tests, extent, progress);
            }
        };
    }

    /** Those for the language come last, so that they replace those for all. */
    private List<SourceFile> includes(Language language, JudgingRules rules) {
        List<StoredFile> includes = new ArrayList<>(rules.includes().getOrDefault("default", List.of()));
        language.packageCodes().forEach(code -> includes.addAll(rules.includes().getOrDefault(code, List.of())));
        return validators.files(includes);
    }

    private static Judgement compileError(String output, Progress progress) {
        progress.tell(new SubmissionEvent.Compiled(false, output));
        return Judgement.withoutTests(Verdict.COMPILE_ERROR, output);
    }

    private Judgement runTests(
            Compiled.Ready compiled, Language language, TestSet tests, Extent extent, Progress progress) {
        Limits limits = JudgingLimits.ofRun(
                tests.timeLimitMs(), tests.memoryBytes(), tests.outputBytes(), language.allowances());
        progress.limited(limits);
        GroupResults groups = new GroupResults(tests.rules().scoring(), tests.tests());
        boolean scored = tests.rules().scoring().isPresent();
        TestJudge judge = new TestJudge(
                runners,
                blobs,
                new HeldProgram(compiler, compiled),
                limits,
                tests.rules().fileWriting(),
                validators.of(tests.rules(), runners),
                progress);
        TestSequence sequence = new TestSequence(
                tests.tests(),
                test -> judge.judge(test, scored ? Optional.of(groups.groupOf(test)) : Optional.empty()),
                slots);
        for (int index = 0; index < tests.tests().size(); index++) {
            boolean matters = groups.isWorthRunning(tests.tests().get(index));
            if (matters || extent == Extent.EVERY_TEST) {
                TestResult result = sequence.resultAt(index);
                if (matters) {
                    groups.note(result);
                } else {
                    groups.noteForTheRecord(result);
                }
                progress.tell(SubmissionEvent.Test.of(result, tests.tests().size()));
                if (result.verdict().equals(Verdict.JUDGE_ERROR.wireName())) {
                    break;
                }
            }
        }
        return Grade.of(groups, scored, compiled.compilerOutput());
    }

    /** Compiles and runs a program once, on an input of its sender's own, judged against nothing. */
    public Judgement run(Program program, Optional<String> input, long timeMs, long memoryBytes, Progress progress) {
        progress.tell(new SubmissionEvent.State("compiling"));
        preparations.of(program.language());
        return switch (compiler.compile(program, memoryBytes, COMPILE, progress)) {
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
        RunReport report = new HeldProgram(compiler, compiled).use(made -> {
            input.ifPresent(sha256 -> runners.provide(sha256, () -> blobs.open(sha256)));
            return runners.run(made.handle(), new RunRequest(made.plan().run(), input, limits), captured);
        });
        boolean ranOutOfMemory =
                compiled.plan().memoryMark().map(captured::endsSaying).orElse(false);
        Optional<Verdict> failure =
                VerdictRules.failureOf(report, limits, ranOutOfMemory).map(VerdictRules.Failure::verdict);
        RunResult result = RunResults.of(report, failure, captured);
        return new Judgement(
                failure.orElse(Verdict.ACCEPTED),
                Optional.empty(),
                result.timeMs(),
                result.memoryBytes(),
                compiled.compilerOutput(),
                List.of(),
                Optional.of(result));
    }
}
