package org.codearena.plugin.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.codearena.contract.Limit;
import org.junit.jupiter.api.Test;

final class ExpectedTest {
    private static final End WELL = new End.Ended(0, "7\n", "");
    private static final End STATUS_3 = new End.Ended(3, "7\n", "oh no");
    private static final End KILLED = new End.Killed(11, "oh no");
    private static final End TOO_SLOW = new End.OverLimit(Limit.CPU_TIME, "");
    private static final End REFUSED = new End.NotCompiled("main.c:1: no");
    private static final End BROKEN = new End.Broken("no such file");

    @Test
    void whatIsPrintedIsComparedByteByByte() {
        assertTrue(new Expected.Prints("7\n").isMetBy(WELL));
        assertFalse(new Expected.Prints("7").isMetBy(WELL));
        assertFalse(new Expected.Prints("7\n").isMetBy(STATUS_3));
    }

    @Test
    void wordsBeforeTheAnswerAreLeftToWhatStartsTheProgram() {
        assertTrue(new Expected.PrintsAtLast("\n").isMetBy(WELL));
        assertTrue(new Expected.PrintsAtLast("7\n").isMetBy(WELL));
        assertFalse(new Expected.PrintsAtLast("7").isMetBy(WELL));
        assertFalse(new Expected.PrintsAtLast("7\n").isMetBy(STATUS_3));
    }

    @Test
    void toEndWellIsStatusZero() {
        assertTrue(new Expected.EndsWell().isMetBy(WELL));
        assertFalse(new Expected.EndsWell().isMetBy(STATUS_3));
    }

    @Test
    void aStatusIsExact() {
        assertTrue(new Expected.Status(3).isMetBy(STATUS_3));
        assertFalse(new Expected.Status(4).isMetBy(STATUS_3));
        assertFalse(new Expected.Status(3).isMetBy(KILLED));
    }

    @Test
    void aRunTimeErrorIsAStatusOrASignalWithItsWords() {
        assertTrue(new Expected.RunTimeError("oh").isMetBy(STATUS_3));
        assertTrue(new Expected.RunTimeError("").isMetBy(KILLED));
        assertFalse(new Expected.RunTimeError("ah").isMetBy(KILLED));
        assertFalse(new Expected.RunTimeError("").isMetBy(WELL));
        assertFalse(new Expected.RunTimeError("").isMetBy(TOO_SLOW));
        assertFalse(new Expected.RunTimeError("").isMetBy(REFUSED));
        assertFalse(new Expected.RunTimeError("").isMetBy(BROKEN));
    }

    @Test
    void aCompileErrorMentionsWhatItShould() {
        assertTrue(new Expected.CompileError("main.c").isMetBy(REFUSED));
        assertFalse(new Expected.CompileError("other.c").isMetBy(REFUSED));
        assertFalse(new Expected.CompileError("").isMetBy(WELL));
    }

    @Test
    void oneLimitIsNotAnother() {
        assertTrue(new Expected.OverLimit(Limit.CPU_TIME).isMetBy(TOO_SLOW));
        assertFalse(new Expected.OverLimit(Limit.WALL_TIME).isMetBy(TOO_SLOW));
    }

    @Test
    void eitherOfTwoWillDo() {
        Expected either = new Expected.Either(new Expected.RunTimeError(""), new Expected.OverLimit(Limit.CPU_TIME));
        assertTrue(either.isMetBy(KILLED));
        assertTrue(either.isMetBy(TOO_SLOW));
        assertFalse(either.isMetBy(WELL));
        assertEquals("run-time error, or over its limit on cpu time", either.words());
    }

    @Test
    void whatIsQuotedIsOneShortLine() {
        assertEquals("prints \"1 2\"", new Expected.Prints("1\n2\n").words());
        assertEquals("prints \"" + "x".repeat(60) + "...\"", new Expected.Prints("x".repeat(100)).words());
    }
}
