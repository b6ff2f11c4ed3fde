package org.codearena.runner.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.codearena.contract.Exit;
import org.codearena.contract.TestReply;
import org.codearena.contract.ValidatorReply;
import org.codearena.runner.box.BoxFaultException;
import org.codearena.runner.box.Companion;
import org.codearena.runner.box.NoSlotException;
import org.codearena.runner.box.RunEnd;
import org.codearena.runner.box.Slots;
import org.codearena.runner.program.Programs;

/**
 * Carries out tests with a validator: the program in a slot's box, the validator in the slot's second one. Either the
 * validator reads what the program has written, or both run at once and talk.
 */
final class Tests {
    private static final Exit ACCEPTED = new Exit.Code(42);
    private static final Exit BROKEN_PIPE = new Exit.Signal(13);
    /** How long a program may go on when its validator has not accepted: long enough to end by itself. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Slots slots;

    Tests(Slots slots) {
        this.slots = slots;
    }

    TestReply carryOut(TestPlan plan, Programs.Loan program, Programs.Loan validator, LentBlobs blobs)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        try (Slots.Lease slot = slots.acquire(program.id())) {
            slot.lay(program.id(), program.tree());
            slot.cover(blobs.files(plan.files()));
            try (Companion.Use companion = slot.companion()) {
                companion.lay(validator.id(), validator.tree());
                companion.layTest(blobs.files(plan.testFiles()));
                if (plan.feedback().isPresent()) {
                    plan.feedback().get().writeTo(companion.directoryOfTest(TestPlan.EARLIER));
                }
                return plan.interactive() ? together(plan, slot, companion) : inTurn(plan, slot, companion);
            }
        }
    }

    private static TestReply inTurn(TestPlan plan, Slots.Lease slot, Companion.Use companion)
            throws IOException, BoxFaultException {
        TestListener program;
        try (OutputStream said = companion.input()) {
            program = new TestListener(said, 0);
            slot.run(plan.program().on(slot.core()), program);
            program.outcome().join();
        }
        RunEnd end = program.end();
        if (!end.report().exit().equals(new Exit.Code(0))) {
            return new TestReply(end.report(), program.outputText(), program.errorText(), Optional.empty());
        }
        TestListener validator = validatorOf(plan);
        companion.run(plan.validator().reading(companion.nameOfInput()).on(slot.core()), validator);
        return reply(program, validator, false);
    }

    private static TestReply together(TestPlan plan, Slots.Lease slot, Companion.Use companion)
            throws BoxFaultException {
        TestListener program = new TestListener(OutputStream.nullOutputStream(), 0);
        TestListener validator = validatorOf(plan);
        OptionalInt core = slot.coreOfPair();
        long pair = companion.nextPair();
        Runnable killProgram = slot.run(plan.program().paired(pair).on(core), program);
        Runnable killValidator;
        try {
            killValidator = companion.run(plan.validator().paired(pair).on(core), validator);
        } catch (BoxFaultException e) {
            killProgram.run();
            program.outcome().join();
            throw e;
        }
        awaitBoth(program, killProgram, validator, killValidator);
        return reply(program, validator, endedFirst(program.end(), validator.end()));
    }

    private static TestListener validatorOf(TestPlan plan) {
        return new TestListener(
                OutputStream.nullOutputStream(),
                plan.validator().collect().orElseThrow().bytes());
    }

    /** Each has limits of its own; but a program whose validator is through with it need not use them up. */
    private static void awaitBoth(
            TestListener program, Runnable killProgram, TestListener validator, Runnable killValidator) {
        CompletableFuture.anyOf(program.outcome(), validator.outcome()).join();
        if (validator.outcome().isDone() && !mayGoOn(validator.outcome().join(), program.outcome())) {
            killProgram.run();
        }
        if (program.outcome().isDone() && program.outcome().join() instanceof TestListener.Outcome.Failed) {
            killValidator.run();
        }
        CompletableFuture.allOf(program.outcome(), validator.outcome()).join();
    }

    private static boolean mayGoOn(TestListener.Outcome validator, CompletableFuture<TestListener.Outcome> program) {
        return switch (validator) {
            case TestListener.Outcome.Failed _ -> false;
            case TestListener.Outcome.Ended(RunEnd end) -> end.report().exit().equals(ACCEPTED) || endsInTime(program);
        };
    }

    private static boolean endsInTime(CompletableFuture<TestListener.Outcome> program) {
        try {
            program.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The boxes see to it that of two ends the cause has the earlier time. */
    private static boolean endedFirst(RunEnd program, RunEnd validator) {
        boolean byItself = validator.report().exit() instanceof Exit.Code
                || validator.report().exit() instanceof Exit.Signal;
        return (byItself && validator.endedMicros() < program.endedMicros())
                || program.report().exit().equals(BROKEN_PIPE);
    }

    private static TestReply reply(TestListener program, TestListener validator, boolean endedFirst) {
        RunEnd validated = validator.end();
        return new TestReply(
                program.end().report(),
                program.outputText(),
                program.errorText(),
                Optional.of(
                        new ValidatorReply(validated.report(), endedFirst, validator.errorText(), validator.files())));
    }
}
