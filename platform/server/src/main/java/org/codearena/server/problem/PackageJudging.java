package org.codearena.server.problem;

import java.util.List;
import java.util.Map;
import org.codearena.server.problem.format.JudgedSubmission;
import org.codearena.server.problem.format.PackageSubmission;

/**
 * Runs what a package brings: its own submissions and its validators, against the version that its tests became. Its author
 * may see everything, so the messages are those for judges.
 */
public interface PackageJudging {
    /**
     * Judges one of its submissions. One that no language here takes is skipped; our own failure is the verdict
     * {@code judge-error}.
     */
    JudgedSubmission judge(StoredVersion version, PackageSubmission submission);

    /** Makes a program ready to be started, so that whether it can be is known before it is needed. */
    Build compile(StoredProgram program);

    /**
     * Runs an input validator, which was compiled, on an input: 42 accepts, with the library testlib 0, and any other exit
     * refuses.
     *
     * @param arguments its command line
     * @param input the input's name in the object store
     * @param files what lies beside it: SHA-256 by path
     */
    ValidatorCheck checkInput(StoredProgram validator, List<String> arguments, String input, Map<String, String> files);

    /**
     * Has the version's own output validator, which was compiled, judge an output that no program made. Not for interactive
     * or multi-pass versions.
     *
     * @param test of which the input, the answer and the validator's arguments count
     * @param output the output's name in the object store
     */
    ValidatorCheck checkOutput(StoredVersion version, StoredTest test, String output);

    /**
     * What became of a program.
     *
     * @param said by its compiler, or why there is none
     */
    record Build(State state, String said) {
        /** Whether it can be started. */
        public enum State {
            READY,
            /** It does not compile. */
            BROKEN,
            /** No language here takes it. */
            NO_LANGUAGE
        }

        public static final Build READY = new Build(State.READY, "");

        public static Build broken(String said) {
            return new Build(State.BROKEN, said);
        }

        public static Build noLanguage(String said) {
            return new Build(State.NO_LANGUAGE, said);
        }
    }

    /**
     * What a validator answered.
     *
     * @param said by it: its message for judges, or what it printed; or how it ended when it failed
     */
    record ValidatorCheck(Answer answer, String said) {
        /** Its answer. */
        public enum Answer {
            ACCEPTED,
            REFUSED,
            /** It ended as an output validator must not, or was ended for a limit. */
            FAILED
        }
    }
}
