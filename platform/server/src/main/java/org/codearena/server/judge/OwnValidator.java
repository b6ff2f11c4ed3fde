package org.codearena.server.judge;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.Limits;
import org.codearena.contract.RunRequest;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.contract.TestReply;
import org.codearena.contract.TestRequest;
import org.codearena.contract.ValidatorReply;
import org.codearena.contract.ValidatorRequest;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.Runners;
import org.codearena.server.infra.Blobs;
import org.codearena.server.kernel.Sha256;
import org.codearena.server.problem.JudgingRules;
import org.codearena.server.problem.StoredProgram.Protocol;

/**
 * Judges tests by the validator that a package brings, in turn with the program or in conversation with it, and as often as
 * it asks for another pass. Files of the feedback directory stay from pass to pass; {@code nextpass.in} becomes the input of
 * the next one, for the program and for the validator.
 */
final class OwnValidator {
    private static final String NEXT_PASS = "nextpass.in";
    private static final String INPUT = "test.in";
    private static final String ANSWER = "test.ans";

    /** How much longer than its program an interactive validator may take: who is waited for is to be ended first. */
    private static final long LONGER_MS = 2_000;

    private final Runners runners;
    private final Blobs blobs;
    private final JudgingRules rules;
    private final Protocol protocol;
    private final HeldProgram validator;
    private final Limits limits;

    OwnValidator(
            Runners runners, Blobs blobs, JudgingRules rules, Protocol protocol, HeldProgram validator, Limits limits) {
        this.runners = runners;
        this.blobs = blobs;
        this.rules = rules;
        this.protocol = protocol;
        this.validator = validator;
        this.limits = limits;
    }

    /** Runs the program on the test, pass after pass, until there is something to say about it. */
    TestOutcome judge(HeldProgram program, TestSet.Test test, Limits runLimits) {
        Pass first = new Pass(1, test.input(), List.of());
        return judge(program, test, runLimits, first, Optional.empty());
    }

    /**
     * Judges what a program writes that copies its input: an output that is there already.
     *
     * @param input what the validator takes for the test's input
     */
    TestOutcome judgeOutput(HeldProgram copying, TestSet.Test test, String input, Limits runLimits) {
        runners.provide(input, () -> blobs.open(input));
        Compiled.Ready made = copying.now();
        RunRequest run = new RunRequest(made.plan().run(), Optional.of(test.input()), runLimits);
        provide(test);
        Pass pass = new Pass(1, input, List.of());
        TestReply reply = runners.test(
                        made.handle(), new TestRequest(run, asked(validator.now(), test, runLimits, pass), false))
                .orElseThrow(() -> new RunnerFault("the runner dropped a program that it had just made"));
        return ValidatorVerdict.of(reply, runLimits, false, protocol);
    }

    /** What one pass starts from. */
    private record Pass(int number, String input, List<SourceFile> feedback) {}

    private TestOutcome judge(
            HeldProgram program, TestSet.Test test, Limits runLimits, Pass pass, Optional<TestOutcome> earlier) {
        TestReply reply = run(program, test, runLimits, pass);
        boolean ranOutOfMemory = program.now()
                .plan()
                .memoryMark()
                .filter(mark -> reply.error().contains(mark))
                .isPresent();
        TestOutcome own = ValidatorVerdict.of(reply, runLimits, ranOutOfMemory, protocol);
        TestOutcome outcome = earlier.map(own::withMostOf).orElse(own);
        List<SourceFile> left = reply.validation().map(ValidatorReply::feedback).orElse(List.of());
        Optional<SourceFile> next =
                left.stream().filter(OwnValidator::isNextPass).findFirst();
        if (next.isEmpty() || rules.passes() == 1) {
            return outcome;
        }
        if (!outcome.accepted()) {
            return TestOutcome.judgeError(
                    outcome.report(),
                    "the validator asked for another pass and did not accept this one",
                    outcome.judgeMessage());
        }
        if (pass.number() == rules.passes()) {
            return TestOutcome.judgeError(
                    outcome.report(),
                    "the validator asked for more than " + rules.passes() + " passes",
                    outcome.judgeMessage());
        }
        List<SourceFile> kept = left.stream().filter(file -> !isNextPass(file)).toList();
        Pass following = new Pass(pass.number() + 1, provide(next.get()), kept);
        return judge(program, test, runLimits, following, Optional.of(outcome));
    }

    private static boolean isNextPass(SourceFile file) {
        return file.path().equals(NEXT_PASS);
    }

    private TestReply run(HeldProgram program, TestSet.Test test, Limits runLimits, Pass pass) {
        Compiled.Ready made = program.now();
        Compiled.Ready judging = validator.now();
        return ask(made, judging, test, runLimits, pass).orElseGet(() -> {
            program.renew(made);
            validator.renew(judging);
            return ask(program.now(), validator.now(), test, runLimits, pass)
                    .orElseThrow(() -> new RunnerFault("the runner dropped a program that it had just made"));
        });
    }

    private Optional<TestReply> ask(
            Compiled.Ready made, Compiled.Ready judging, TestSet.Test test, Limits runLimits, Pass pass) {
        provide(test);
        Step step = RunSteps.of(made.plan().run(), test.arguments(), rules.fileWriting());
        RunRequest run = new RunRequest(step, Optional.of(pass.input()), JudgingLimits.inBox(runLimits), test.files());
        ValidatorRequest asked = asked(judging, test, runLimits, pass);
        return runners.test(made.handle(), new TestRequest(run, asked, rules.interactive()));
    }

    private void provide(TestSet.Test test) {
        Stream.concat(Stream.of(test.input(), test.answer()), test.files().values().stream())
                .forEach(sha256 -> runners.provide(sha256, () -> blobs.open(sha256)));
    }

    /** Answers its name at the runner. Nobody else will ever want it, so it does not go into the object store. */
    private String provide(SourceFile file) {
        String sha256 = Sha256.of(file.content());
        runners.provide(sha256, () -> new ByteArrayInputStream(file.content()));
        return sha256;
    }

    private ValidatorRequest asked(Compiled.Ready judging, TestSet.Test test, Limits runLimits, Pass pass) {
        long wallMs = rules.interactive()
                ? Math.max(limits.wallTimeMs(), runLimits.wallTimeMs() + LONGER_MS)
                : limits.wallTimeMs();
        return new ValidatorRequest(
                judging.handle(),
                RunSteps.of(judging.plan().run(), arguments(test), false),
                Map.of(INPUT, pass.input(), ANSWER, test.answer()),
                pass.feedback(),
                limits.withWallTimeMs(wallMs),
                rules.validation().outputBytes());
    }

    private List<String> arguments(TestSet.Test test) {
        List<String> arguments = new ArrayList<>();
        arguments.add("/test/" + INPUT);
        switch (protocol) {
            case FEEDBACK_DIRECTORY -> {
                arguments.add("/test/" + ANSWER);
                arguments.add("/out/");
            }
            case TESTLIB -> {
                arguments.add(rules.interactive() ? "/out/output.txt" : "/dev/stdin");
                arguments.add("/test/" + ANSWER);
            }
        }
        arguments.addAll(test.validatorArguments());
        return arguments;
    }
}
