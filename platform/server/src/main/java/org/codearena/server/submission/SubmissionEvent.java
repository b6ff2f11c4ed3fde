package org.codearena.server.submission;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a submission, as told to everyone who looks at it. Each event has an ordinal that follows from what it
 * says, so that the same history always numbers alike, whether it was heard live or is told again from the database.
 */
public sealed interface SubmissionEvent {
    /** The event's name on the stream. */
    String name();

    /** Its place in the history of an attempt. */
    int ordinal();

    /** The submission entered a state. */
    record State(String state) implements SubmissionEvent {
        @Override
        public String name() {
            return "state";
        }

        @Override
        public int ordinal() {
            return state.equals("compiling") ? 1 : 3;
        }
    }

    /** Compiling ended. */
    record Compiled(boolean ok, String compilerOutput) implements SubmissionEvent {
        @Override
        public String name() {
            return "compiled";
        }

        @Override
        public int ordinal() {
            return 2;
        }
    }

    /** A test ended; {@code total} is how many there are. */
    record Test(
            int number,
            String group,
            boolean sample,
            String verdict,
            long timeMs,
            long wallMs,
            long memoryBytes,
            String message,
            @Nullable Double score,
            int total)
            implements SubmissionEvent {
        public static Test of(TestResult result, int total) {
            return new Test(
                    result.number(),
                    result.group(),
                    result.sample(),
                    result.verdict(),
                    result.timeMs(),
                    result.wallMs(),
                    result.memoryBytes(),
                    result.message(),
                    result.score(),
                    total);
        }

        TestResult result() {
            return new TestResult(number, group, sample, verdict, timeMs, wallMs, memoryBytes, message, score, null);
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public int ordinal() {
            return 3 + number;
        }
    }

    /** The verdict: the last event. */
    record Final(String verdict, @Nullable Double score, long timeMs, long memoryBytes) implements SubmissionEvent {
        @Override
        public String name() {
            return "verdict";
        }

        @Override
        public int ordinal() {
            return Integer.MAX_VALUE;
        }
    }

    /** The whole history of a judged attempt, as it would have been heard. */
    static List<SubmissionEvent> historyOf(Judgement judgement) {
        List<SubmissionEvent> history = new ArrayList<>();
        history.add(new State("compiling"));
        history.add(new Compiled(judgement.verdict() != Verdict.COMPILE_ERROR, judgement.compilerOutput()));
        if (judgement.verdict() != Verdict.COMPILE_ERROR) {
            history.add(new State("running"));
        }
        int total = judgement.tests().size();
        judgement.tests().forEach(test -> history.add(Test.of(test, total)));
        history.add(finalOf(judgement));
        return List.copyOf(history);
    }

    /** The last event of this judgement. */
    static Final finalOf(Judgement judgement) {
        return new Final(
                judgement.verdict().wireName(),
                judgement.score().orElse(null),
                judgement.timeMs(),
                judgement.memoryBytes());
    }
}
