package org.codearena.server.judge;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.Exit;
import org.codearena.contract.Limits;
import org.codearena.contract.Plan;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.Runners;
import org.codearena.server.infra.Blobs;
import org.codearena.server.problem.JudgingRules;
import org.codearena.server.problem.JudgingRules.Validation;
import org.codearena.server.problem.PackageJudging.Build;
import org.codearena.server.problem.PackageJudging.ValidatorCheck;
import org.codearena.server.problem.PackageJudging.ValidatorCheck.Answer;
import org.codearena.server.problem.StoredProgram;
import org.codearena.server.problem.StoredProgram.Protocol;
import org.codearena.server.validator.OutputValidator;

/** Tries the validators of a package on what it says of them, in boxes as everything. */
final class ValidatorChecks {
    private static final int ACCEPTS = 42;
    private static final int SAID_BYTES = 8 << 10;

    private final Runners runners;
    private final Blobs blobs;
    private final Compiler compiler;
    private final Validators validators;

    ValidatorChecks(Runners runners, Blobs blobs, Compiler compiler, Validators validators) {
        this.runners = runners;
        this.blobs = blobs;
        this.compiler = compiler;
        this.validators = validators;
    }

    Build compile(StoredProgram program) {
        if (!validators.canCompile(program)) {
            return Build.noLanguage("no language here takes its files");
        }
        return switch (validators.compile(program, Validation.DEFAULT)) {
            case Compiled.Ready _ -> Build.READY;
            case Compiled.Failed(String said) -> Build.broken(said);
        };
    }

    ValidatorCheck checkInput(
            StoredProgram validator, List<String> arguments, String input, Map<String, String> files) {
        return switch (validators.compile(validator, Validation.DEFAULT)) {
            case Compiled.Ready ready ->
                runOn(ready, validator.protocol() == Protocol.TESTLIB ? 0 : ACCEPTS, arguments, input, files);
            case Compiled.Failed(String said) -> new ValidatorCheck(Answer.FAILED, said);
        };
    }

    private ValidatorCheck runOn(
            Compiled.Ready validator, int accepts, List<String> arguments, String input, Map<String, String> files) {
        CapturedOutput said = new CapturedOutput(SAID_BYTES, SAID_BYTES);
        RunReport report = new HeldProgram(compiler, validator).use(made -> {
            runners.provide(input, () -> blobs.open(input));
            files.values().forEach(sha256 -> runners.provide(sha256, () -> blobs.open(sha256)));
            Step step = RunSteps.of(made.plan().run(), arguments, false);
            return runners.run(
                    made.handle(),
                    new RunRequest(step, Optional.of(input), Validators.limits(Validation.DEFAULT), files),
                    said);
        });
        String text = said.outputText() + said.errorText();
        return switch (report.exit()) {
            case Exit.Code(int status) when status == accepts -> new ValidatorCheck(Answer.ACCEPTED, text);
            case Exit.Code(int status) -> new ValidatorCheck(Answer.REFUSED, "exit status " + status + "\n" + text);
            case Exit.Signal _, Exit.OverLimit _, Exit.NotStarted _, Exit.Cancelled _ ->
                new ValidatorCheck(Answer.FAILED, "ended with " + report.exit() + "\n" + text);
        };
    }

    ValidatorCheck checkOutput(JudgingRules rules, TestSet.Test test, String output) {
        return rules.validator().isPresent() ? byOwnValidator(rules, test, output) : byDefaultValidator(test, output);
    }

    private ValidatorCheck byDefaultValidator(TestSet.Test test, String output) {
        try (InputStream answer = blobs.open(test.answer());
                InputStream written = blobs.open(output)) {
            ValidatingSink sink = new ValidatingSink(new OutputValidator(test.flags(), answer));
            byte[] buffer = new byte[1 << 16];
            for (int got = written.read(buffer); got >= 0; got = written.read(buffer)) {
                sink.output(java.util.Arrays.copyOf(buffer, got));
            }
            return sink.finish().accepted()
                    ? new ValidatorCheck(Answer.ACCEPTED, "")
                    : new ValidatorCheck(Answer.REFUSED, "it differs from the answer");
        } catch (IOException unreadable) {
            throw new RunnerFault("an output cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The program whose output is judged copies the output that is there already. */
    private ValidatorCheck byOwnValidator(JudgingRules rules, TestSet.Test test, String output) {
        Plan copying =
                new Plan(List.of(SourceFile.of("output", "")), Optional.empty(), Step.of("cat"), Optional.empty());
        if (!(compiler.compile(copying, Limits.DEFAULT) instanceof Compiled.Ready ready)) {
            throw new RunnerFault("a program without a step does not compile");
        }
        TestSet.Test copied = new TestSet.Test(
                test.number(),
                test.group(),
                test.sample(),
                test.open(),
                output,
                test.answer(),
                test.flags(),
                List.of(),
                test.validatorArguments(),
                Map.of());
        TestOutcome outcome = validators
                .of(rules, runners)
                .orElseThrow()
                .judgeOutput(new HeldProgram(compiler, ready), copied, test.input(), Limits.DEFAULT);
        return new ValidatorCheck(
                switch (outcome.verdict()) {
                    case ACCEPTED -> Answer.ACCEPTED;
                    case WRONG_ANSWER -> Answer.REFUSED;
                    case TIME_LIMIT_EXCEEDED,
                            MEMORY_LIMIT_EXCEEDED,
                            OUTPUT_LIMIT_EXCEEDED,
                            RUN_TIME_ERROR,
                            COMPILE_ERROR,
                            JUDGE_ERROR -> Answer.FAILED;
                },
                outcome.judgeMessage());
    }
}
