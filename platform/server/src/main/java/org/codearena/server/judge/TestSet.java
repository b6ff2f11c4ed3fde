package org.codearena.server.judge;

import java.util.List;
import java.util.Map;
import org.codearena.server.problem.JudgingRules;
import org.codearena.server.validator.ValidatorFlags;

/**
 * What a program is judged against: one version of a problem.
 *
 * @param timeLimitMs CPU time per test, before a language's factor
 * @param memoryBytes memory per test, before a language's allowance
 * @param rules who judges what comes out, and how tests make a result
 * @param tests in the order in which they run
 */
public record TestSet(long timeLimitMs, long memoryBytes, long outputBytes, JudgingRules rules, List<Test> tests) {
    /**
     * One test.
     *
     * @param number from 1
     * @param group the path of its group, such as {@code secret}
     * @param open whoever sent a program may see what this test says: a sample, or one with full feedback
     * @param input name of the input in the object store
     * @param answer name of the answer in the object store
     * @param flags of the default validator
     * @param arguments of the program
     * @param validatorArguments of the problem's own validator
     * @param files that lie beside the program: names in the object store by path
     */
    public record Test(
            int number,
            String group,
            boolean sample,
            boolean open,
            String input,
            String answer,
            ValidatorFlags flags,
            List<String> arguments,
            List<String> validatorArguments,
            Map<String, String> files) {
        public Test {
            arguments = List.copyOf(arguments);
            validatorArguments = List.copyOf(validatorArguments);
            files = Map.copyOf(files);
        }

        /** A test of the default validator with nothing special about it. */
        public static Test plain(int number, String group, boolean sample, String input, String answer) {
            return new Test(
                    number, group, sample, sample, input, answer, ValidatorFlags.NONE, List.of(), List.of(), Map.of());
        }
    }

    public TestSet {
        tests = List.copyOf(tests);
    }
}
