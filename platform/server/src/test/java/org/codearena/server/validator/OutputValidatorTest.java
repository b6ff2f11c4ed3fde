package org.codearena.server.validator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OutputValidatorTest {
    private static final String FLOAT = "float_tolerance 1e-6";

    @Nested
    class ByDefault {
        @ParameterizedTest
        @CsvSource({
            "'1 2 3\n', '1 2 3\n'",
            "'1 2 3\n', '1 2 3'",
            "'1 2 3\n', '1\n2\n3\n'",
            "'1 2 3\n', '\n\n  1\t2\u000b\f3 \r\n\r\n'",
            "'1\n2\n', '1\r\n2\r\n'",
            "'1\n2\n', '1\n\r2\n\r'",
            "'Yes\n', 'yes\n'",
            "'Yes\n', 'YES'",
            "'', ''",
            "'', ' \n'",
            "' \n', ''",
            "'{|}~\u007f', '{|}~\u007f'"
        })
        void whitespaceAndCaseDoNotMatter(String answer, String output) throws IOException {
            assertAccepted("", answer, output);
        }

        @ParameterizedTest
        @CsvSource({
            "'1 2 3\n', '1 2\n'",
            "'1 2 3\n', '1 2 3 4\n'",
            "'1 2 3\n', '1 23\n'",
            "'12\n', '1 2\n'",
            "'12\n', '123\n'",
            "'123\n', '12\n'",
            "'1\n', '1.0\n'",
            "'1\n', '01\n'",
            "'1\n', '+1\n'",
            "'Yes\n', 'No\n'",
            "'1\n', ''",
            "'1\n', '\n \n'",
            "'', '1'",
            // The ASCII neighbours of the letters have no other case, and neither have letters beyond ASCII.
            "'@[`{', '`{@['",
            "é, É"
        })
        void tokensMatter(String answer, String output) throws IOException {
            assertWrong("", answer, output);
        }

        @Test
        void aNulIsAByteLikeAnyOther() throws IOException {
            assertWrong("", "Hello world!\n", "Hello world!\0junk\n");
            assertWrong("", "Hello world!\n", "Hello world!\0\n");
            assertWrong("", "Hello world!\n", "Hello\0world!\n");
            assertWrong("case_sensitive", "Hello world!\n", "Hello world!\0junk\n");
            assertWrong("", "1\n", "1\n\0");
            assertWrong("", "1\n", "\0" + "1\n");
            assertAccepted("", "a\0b\n", "A\0B\n");
        }

        @Test
        void all256BytesAreTheirOwnAnswerAndNobodyElses() throws IOException {
            byte[] all = new byte[256];
            for (int i = 0; i < 256; i++) {
                all[i] = (byte) i;
            }
            String text = new String(all, StandardCharsets.ISO_8859_1);
            assertAccepted("", text, text);
            for (int i = 0; i < 256; i++) {
                String changed = text.substring(0, i) + "#?" + text.substring(i + 1);
                assertWrong("", text, changed);
            }
        }

        @Test
        void noOtherByteIsWhitespace() throws IOException {
            for (int i = 0; i < 256; i++) {
                boolean space = " \f\n\r\t\u000b".indexOf(i) >= 0;
                assertEquals(space, judge("", "1 2", "1" + (char) i + "2").accepted(), "byte " + i);
            }
        }

        @Test
        void noOtherByteHasAnotherCase() throws IOException {
            for (int i = 33; i < 256; i++) {
                for (int j = 33; j < 256; j++) {
                    boolean same = i == j || (isLetter(i) && isLetter(j) && (i ^ j) == 0x20);
                    assertEquals(same, judge("", "x" + (char) i, "X" + (char) j).accepted(), i + " against " + j);
                }
            }
        }

        private static boolean isLetter(int value) {
            return Character.isLetter(value) && value < 128;
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"\u00ef\u00bb\u00bf1\n", "\u00e2\u0080\u00ae1\n", "\u001b[31m1\n", "\u00ff1\n", "1\u00a0\n"})
        void marksAndInvalidUnicodeAreWrongAndPlainInTheMessage(String output) throws IOException {
            Outcome.WrongAnswer wrong = assertWrong("", "1\n", output);
            assertTrue(wrong.judgeMessage().chars().allMatch(c -> c >= ' ' && c <= '~'), wrong.judgeMessage());
        }
    }

    @Nested
    class CaseSensitive {
        @Test
        void caseMatters() throws IOException {
            assertWrong("case_sensitive", "Yes\n", "yes\n");
            assertAccepted("case_sensitive", "Yes\n", " Yes");
        }

        @Test
        void caseMattersBesideNumbersToo() throws IOException {
            assertWrong("case_sensitive " + FLOAT, "Yes 1.0\n", "yes 1.0\n");
            assertAccepted("case_sensitive " + FLOAT, "Yes 1e3\n", "Yes 1E3\n");
        }
    }

    @Nested
    class SpaceChangeSensitive {
        @ParameterizedTest
        @CsvSource({
            "'1 2\n', '1 2'",
            "'1 2', '1 2\n'",
            "'1 2\n', '1  2\n'",
            "'1  2\n', '1 2\n'",
            "'1 2\n', ' 1 2\n'",
            "' 1 2\n', '1 2\n'",
            "'1 2\n', '1\t2\n'",
            "'1 2\n', '1 2\r\n'",
            "'1 2\n', '1 2\n\n'",
            "'\n', ''",
            "'', '\n'",
            "'1 2\n', '12\n'",
            "'1 2\n', '1 2%\n'"
        })
        void everyWhitespaceByteMatters(String answer, String output) throws IOException {
            assertWrong("space_change_sensitive", answer, output);
        }

        @Test
        void tokensAreComparedAsEver() throws IOException {
            assertAccepted("space_change_sensitive", "Yes  1.0\n", "yES  1.0\n");
            assertWrong("space_change_sensitive", "Yes  1.0\n", "yES  1\n");
            assertAccepted("space_change_sensitive " + FLOAT, "Yes  1.0\n", "yES  1\n");
            assertWrong("space_change_sensitive " + FLOAT, "Yes  1.0\n", "yES  1");
            assertWrong("space_change_sensitive " + FLOAT, "1.0 2\n", "1  2\n");
        }
    }

    @Nested
    class WithTolerance {
        @ParameterizedTest
        @CsvSource({
            "0.0314, 3.14000000e-2",
            "1.0, 1",
            "1, 1.0",
            "1, 1.",
            "1, +1",
            "1, 01",
            "0.5, .5",
            "100, 1E2",
            "1.0, 1.0000009",
            "1.0, 0.9999991",
            "1000000, 1000000.9",
            "0, 0.0000001",
            "0, -0",
            "'1.5 abc 2.5', '1.50 ABC 2.50'"
        })
        void anyFormattingOfANearNumberIsAccepted(String answer, String output) throws IOException {
            assertAccepted(FLOAT, answer, output);
        }

        @ParameterizedTest
        @CsvSource({
            "1.0, 1.000002",
            "1.0, -1.0",
            "0, 0.000002",
            "1.0, 0x1p0",
            "1.0, 0x1",
            "1.0, nan",
            "1.0, inf",
            "1.0, -inf",
            "1.0, Infinity",
            "1.0, '1,0'",
            "1000, '1,000'",
            "1.0, 1.0f",
            "1.0, 1.0.",
            "1.0, 1.0e",
            "1.0, ''",
            "1.0, '1.0 1.0'",
            "'1.0 1.0', '1.0'",
            "1.0, '1 .0'",
            "nan, 1",
            "inf, 1e400",
            "0x1p0, 1",
            "abc, 1.0",
            "1.0, abc"
        })
        void everythingElseIsWrong(String answer, String output) throws IOException {
            assertWrong(FLOAT, answer, output);
        }

        @Test
        void aNulEndsNoNumber() throws IOException {
            assertWrong(FLOAT, "1.0\n", "1.0\0junk\n");
            assertWrong(FLOAT, "1.0\n", "1.0\0\n");
            assertWrong(FLOAT, "1.0\n", "1.0\0 1.0\n");
            assertWrong(FLOAT, "1.0\n", "1\0.0\n");
        }

        @Test
        void whatIsNoNumberInTheAnswerIsComparedAsText() throws IOException {
            assertAccepted(FLOAT, "inf NaN 0x1P0 1,0 1.2.3\n", "INF nan 0x1p0 1,0 1.2.3\n");
        }

        @Test
        void oneToleranceIsNotTheOther() throws IOException {
            assertAccepted("float_absolute_tolerance 0.1", "1000", "1000.1");
            assertWrong("float_relative_tolerance 0.00001", "1000", "1000.1");
            assertAccepted("float_relative_tolerance 0.001", "1000", "1001");
            assertWrong("float_absolute_tolerance 0.001", "1000", "1001");
            assertAccepted("float_absolute_tolerance 0.001 float_relative_tolerance 0.001", "1000", "1001");
            assertAccepted("float_absolute_tolerance 0.001 float_relative_tolerance 0.001", "0.1", "0.101");
        }

        @Test
        void tokensOfAnyLengthAreBounded() throws IOException {
            String longNumber = "1." + "0".repeat(100_000);
            assertWrong(FLOAT, "1\n", longNumber + "\n");
            assertAccepted(FLOAT, longNumber + "\n", longNumber + "\n");
            assertWrong(FLOAT, longNumber + "\n", "1\n");
            assertWrong(FLOAT, longNumber + "\n", longNumber + "0\n");
            String longest = "1." + "0".repeat(DecimalNumber.LONGEST - 2);
            assertAccepted(FLOAT, "1\n", longest + "\n");
            assertAccepted(FLOAT, longest, "1");
            assertWrong(FLOAT, "1\n", longest + "0\n");
        }
    }

    @Nested
    class Messages {
        @Test
        void nameTokenLineAndColumn() throws IOException {
            Outcome.WrongAnswer wrong = assertWrong("", "1 2\n3 4 5\n", "1 2\n3 44 5\n");
            assertEquals("token 4 at line 2, column 3: expected \"4\", got \"44\"", wrong.judgeMessage());
        }

        @Test
        void countLinesOfTheOutputNotOfTheAnswer() throws IOException {
            Outcome.WrongAnswer wrong = assertWrong("", "1 2 3\n", "1\n\n  2\n \t4\n");
            assertEquals("token 3 at line 4, column 3: expected \"3\", got \"4\"", wrong.judgeMessage());
        }

        @Test
        void sayByHowMuchANumberIsOff() throws IOException {
            Outcome.WrongAnswer wrong = assertWrong("float_absolute_tolerance 1e-6", "0.5\n1.5\n", ".5\n1.75\n");
            assertEquals(
                    "token 2 at line 2, column 1: expected the number \"1.5\", got \"1.75\", off by 0.25"
                            + " with absolute tolerance 0.000001",
                    wrong.judgeMessage());
        }

        @Test
        void sayThatANumberIsExpected() throws IOException {
            Outcome.WrongAnswer wrong = assertWrong(FLOAT, "1.5\n", "nan\n");
            assertEquals(
                    "token 1 at line 1, column 1: expected the number \"1.5\", got \"nan\","
                            + " which is not a decimal number of at most 4096 characters",
                    wrong.judgeMessage());
        }

        @Test
        void sayWhatIsTooMuchAndTooLittle() throws IOException {
            assertEquals(
                    "line 2, column 1: expected the end of the output, got \"2\"",
                    assertWrong("", "1\n", "1\n2\n").judgeMessage());
            assertEquals(
                    "line 2, column 1: expected \"2\", got the end of the output after 1 tokens",
                    assertWrong("", "1\n2\n", "1\n").judgeMessage());
            assertEquals("the output is empty", assertWrong("", "1\n2\n", "").teamMessage());
        }

        @Test
        void nameWhitespace() throws IOException {
            assertEquals(
                    "line 1, column 2: expected a space, got a tab",
                    assertWrong("space_change_sensitive", "1 2\n", "1\t2\n").judgeMessage());
            assertEquals(
                    "line 1, column 4: expected a line feed, got the end of the output",
                    assertWrong("space_change_sensitive", "1 2\n", "1 2").judgeMessage());
            assertEquals(
                    "line 1, column 4: expected the end of the output, got a carriage return",
                    assertWrong("space_change_sensitive", "1 2", "1 2\r\n").judgeMessage());
            assertEquals(
                    "line 1, column 3: expected a space, got \"%\"",
                    assertWrong("space_change_sensitive", "1  2", "1 %2").judgeMessage());
        }

        @Test
        void cutWhatIsLongAndEscapeWhatIsStrange() throws IOException {
            String a = "a".repeat(100);
            assertEquals(
                    "token 1 at line 1, column 1: expected \"" + "a".repeat(40) + "…\", got \"" + "a".repeat(40)
                            + "…\", which differ from their byte 51 on",
                    assertWrong("", a, "a".repeat(50) + "b" + a).judgeMessage());
            assertEquals(
                    "token 1 at line 1, column 1: expected \"\\x01\\\"\\\\%s\", got \"\\xc3\\xa9<b>\"",
                    assertWrong("", "\u0001\"\\%s", "\u00c3\u00a9<b>").judgeMessage());
        }

        @Test
        void tellTheTeamNothingOfAnswerOrOutput() throws IOException {
            for (String flags : List.of("", "space_change_sensitive", FLOAT)) {
                for (String output : List.of("", "777", "888 1.5", "888 777 666", "888\n777", "888 nan")) {
                    Outcome outcome = judge(flags, "888 777", output);
                    if (outcome instanceof Outcome.WrongAnswer(String judge, String team)) {
                        assertFalse(team.matches(".*[0-9].*"), team);
                        assertFalse(judge.isEmpty());
                    }
                }
            }
        }
    }

    @Nested
    class Streaming {
        @Test
        void aWrongOutputIsDecidedBeforeItsEnd() throws IOException {
            OutputValidator validator = new OutputValidator(ValidatorFlags.NONE, stream("1 2 3\n"));
            accept(validator, "1 ");
            assertFalse(validator.decided());
            accept(validator, "22 ");
            assertTrue(validator.decided());
            accept(validator, "whatever comes then");
            assertEquals(
                    "token 2 at line 1, column 3: expected \"2\", got \"22\"",
                    assertInstanceOf(Outcome.WrongAnswer.class, validator.finish())
                            .judgeMessage());
        }

        @Test
        void aRightOutputIsDecidedOnlyAtItsEnd() throws IOException {
            OutputValidator validator = new OutputValidator(ValidatorFlags.NONE, stream("1\n"));
            accept(validator, "1\n");
            assertFalse(validator.decided());
            accept(validator, " x ");
            assertTrue(validator.decided());
        }

        @Test
        void aFloodBehindTheAnswerIsDecidedAfterAFewBytes() throws IOException {
            OutputValidator validator = new OutputValidator(ValidatorFlags.NONE, stream("1\n"));
            accept(validator, "1" + "1".repeat(Token.SHOWN));
            assertTrue(validator.decided());
        }

        @Test
        void neitherSideIsEverHeldInMemory() throws IOException {
            long length = 64L << 20;
            for (String flags : List.of("", FLOAT, "case_sensitive space_change_sensitive")) {
                for (byte fill : new byte[] {'7', ' '}) {
                    long before = allocatedBytes();
                    OutputValidator validator = new OutputValidator(flags(flags), new Repeated(fill, length));
                    byte[] chunk = new byte[1 << 16];
                    Arrays.fill(chunk, fill);
                    for (long sent = 0; sent < length; sent += chunk.length) {
                        validator.accept(chunk, 0, chunk.length);
                    }
                    assertTrue(validator.finish().accepted());
                    assertTrue(allocatedBytes() - before < 2 << 20, "allocated " + (allocatedBytes() - before));
                }
            }
        }

        @Test
        void anUnreadableAnswerIsOurFaultAndNotAVerdict() {
            OutputValidator validator = new OutputValidator(ValidatorFlags.NONE, new Broken());
            assertThrows(IOException.class, () -> accept(validator, "1\n"));
        }

        private static long allocatedBytes() {
            return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
        }
    }

    private static Outcome.WrongAnswer assertWrong(String flags, String answer, String output) throws IOException {
        return assertInstanceOf(Outcome.WrongAnswer.class, judge(flags, answer, output));
    }

    private static void assertAccepted(String flags, String answer, String output) throws IOException {
        assertEquals(new Outcome.Accepted(), judge(flags, answer, output));
    }

    private static Outcome judge(String flags, String answer, String output) throws IOException {
        OutputValidator validator = new OutputValidator(flags(flags), stream(answer));
        accept(validator, output);
        return validator.finish();
    }

    private static ValidatorFlags flags(String flags) {
        return ValidatorFlags.parse(flags.isEmpty() ? List.of() : List.of(flags.split(" ")));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void accept(OutputValidator validator, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        validator.accept(bytes, 0, bytes.length);
    }

    private static final class Repeated extends InputStream {
        private final byte fill;
        private long left;

        Repeated(byte fill, long length) {
            this.fill = fill;
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? fill & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            Arrays.fill(target, offset, offset + count, fill);
            left -= count;
            return count;
        }
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the disk is gone");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("the disk is gone");
        }
    }
}
