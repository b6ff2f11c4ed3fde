package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.Exit;
import org.codearena.contract.Limit;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.codearena.contract.SourceFile;
import org.codearena.contract.TestReply;
import org.codearena.contract.ValidatorReply;
import org.codearena.server.judge.TestOutcome.Award;
import org.codearena.server.problem.StoredProgram.Protocol;
import org.codearena.server.submission.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who decides when a program and its validator have both ended. */
final class ValidatorVerdictTest {
    private static final Exit WELL = new Exit.Code(0);
    private static final Exit TOO_SLOW = new Exit.OverLimit(Limit.CPU_TIME);
    private static final Exit BROKEN_PIPE = new Exit.Signal(13);

    @ParameterizedTest
    @CsvSource({"42,ACCEPTED", "43,WRONG_ANSWER", "0,JUDGE_ERROR", "1,JUDGE_ERROR", "44,JUDGE_ERROR"})
    void itsExitStatusDecidesAboutAProgramThatEndedWell(int status, Verdict verdict) {
        assertEquals(verdict, verdict(WELL, new Exit.Code(status), false));
    }

    @Test
    void aValidatorThatCrashesIsOurFault() {
        assertEquals(Verdict.JUDGE_ERROR, verdict(WELL, new Exit.Signal(11), false));
        assertEquals(Verdict.JUDGE_ERROR, verdict(WELL, new Exit.OverLimit(Limit.WALL_TIME), false));
    }

    @Test
    void anEarlyWrongAnswerBeatsTheCrashThatItCaused() {
        assertEquals(Verdict.WRONG_ANSWER, verdict(BROKEN_PIPE, new Exit.Code(43), true));
        assertEquals(Verdict.WRONG_ANSWER, verdict(new Exit.Code(1), new Exit.Code(43), true));
        assertEquals(Verdict.WRONG_ANSWER, verdict(TOO_SLOW, new Exit.Code(43), true));
        assertEquals(Verdict.WRONG_ANSWER, verdict(new Exit.Cancelled(), new Exit.Code(43), true));
    }

    @Test
    void aProgramThatFailedFirstHasFailedWhateverTheValidatorMakesOfIt() {
        assertEquals(Verdict.RUN_TIME_ERROR, verdict(new Exit.Signal(11), new Exit.Code(43), false));
        assertEquals(Verdict.TIME_LIMIT_EXCEEDED, verdict(TOO_SLOW, new Exit.Code(43), false));
        assertEquals(Verdict.TIME_LIMIT_EXCEEDED, verdict(TOO_SLOW, new Exit.Code(1), false));
    }

    @Test
    void anEarlyAcceptanceDoesNotExcuseWhatTheProgramDoesAfterwards() {
        assertEquals(Verdict.TIME_LIMIT_EXCEEDED, verdict(TOO_SLOW, new Exit.Code(42), true));
        assertEquals(Verdict.RUN_TIME_ERROR, verdict(new Exit.Code(3), new Exit.Code(42), true));
    }

    @Test
    void aValidatorThatCrashedFirstIsOurFaultWhateverTheProgramDidThen() {
        assertEquals(Verdict.JUDGE_ERROR, verdict(BROKEN_PIPE, new Exit.Code(1), true));
    }

    @Test
    void messagesGoToWhomTheyAreFor() {
        TestOutcome outcome = outcome(
                new Exit.Code(43),
                SourceFile.of("judgemessage.txt", "expected 42"),
                SourceFile.of("teammessage.txt", "nearly"));
        assertEquals("nearly", outcome.message());
        assertEquals("expected 42", outcome.judgeMessage());
    }

    @Test
    void aScoreIsReadAsTheSpecificationWritesNumbers() {
        assertEquals(Optional.of(new Award.Points(62.5)), awardOf("score.txt", " 62.5\n"));
        assertEquals(Optional.of(new Award.Points(100)), awardOf("score.txt", "1e2"));
        assertEquals(Optional.of(new Award.PartOfTest(0.25)), awardOf("score_multiplier.txt", ".25"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "nan", "0x10", "1,5", "five", "Infinity", "1 2"})
    void aScoreThatIsNoNumberIsAJudgeError(String score) {
        assertEquals(
                Verdict.JUDGE_ERROR,
                outcome(new Exit.Code(42), SourceFile.of("score.txt", score)).verdict());
    }

    @Test
    void aPartOfMoreThanOneOrTwoKindsOfScoreAreJudgeErrors() {
        assertEquals(
                Verdict.JUDGE_ERROR,
                outcome(new Exit.Code(42), SourceFile.of("score_multiplier.txt", "1.5"))
                        .verdict());
        assertEquals(
                Verdict.JUDGE_ERROR,
                outcome(new Exit.Code(42), SourceFile.of("score.txt", "1"), SourceFile.of("score_multiplier.txt", "1"))
                        .verdict());
    }

    @ParameterizedTest
    @CsvSource({
        "0,ACCEPTED",
        "1,WRONG_ANSWER",
        "2,WRONG_ANSWER",
        "3,JUDGE_ERROR",
        "4,WRONG_ANSWER",
        "7,JUDGE_ERROR",
        "8,WRONG_ANSWER",
        "42,JUDGE_ERROR",
        "67,ACCEPTED"
    })
    void testlibHasExitCodesOfItsOwn(int status, Verdict verdict) {
        TestOutcome outcome =
                ValidatorVerdict.of(reply(WELL, new Exit.Code(status), false), Limits.DEFAULT, false, Protocol.TESTLIB);
        assertEquals(verdict, outcome.verdict());
        if (status == 67) {
            assertEquals(Optional.of(new Award.Points(17)), outcome.award());
        }
    }

    @Test
    void whatTheProgramSaysOnStandardErrorIsShownForOpenTestsOnly() {
        TestReply crashed = new TestReply(report(new Exit.Code(1)), "", "secret input was 7", Optional.empty());
        TestOutcome outcome = ValidatorVerdict.of(crashed, Limits.DEFAULT, false, Protocol.FEEDBACK_DIRECTORY);
        assertEquals("exited with status 1", outcome.message());
        assertTrue(outcome.openMessage().contains("secret input"));
    }

    private static Verdict verdict(Exit program, Exit validator, boolean validatorFirst) {
        return ValidatorVerdict.of(
                        reply(program, validator, validatorFirst), Limits.DEFAULT, false, Protocol.FEEDBACK_DIRECTORY)
                .verdict();
    }

    private static Optional<Award> awardOf(String file, String content) {
        return outcome(new Exit.Code(42), SourceFile.of(file, content)).award();
    }

    private static TestOutcome outcome(Exit validator, SourceFile... feedback) {
        TestReply reply = new TestReply(
                report(WELL), "", "", Optional.of(new ValidatorReply(report(validator), false, "", List.of(feedback))));
        return ValidatorVerdict.of(reply, Limits.DEFAULT, false, Protocol.FEEDBACK_DIRECTORY);
    }

    private static TestReply reply(Exit program, Exit validator, boolean validatorFirst) {
        return new TestReply(
                report(program),
                "",
                "",
                Optional.of(new ValidatorReply(report(validator), validatorFirst, "", List.of())));
    }

    private static RunReport report(Exit exit) {
        return new RunReport(exit, false, 1_000, 2_000, 1 << 20, 0, 0);
    }
}
