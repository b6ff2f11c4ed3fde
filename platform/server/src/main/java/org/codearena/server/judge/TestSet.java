package org.codearena.server.judge;

import java.util.List;
import org.codearena.server.validator.ValidatorFlags;

/**
 * What a program is judged against: one version of a problem.
 *
 * @param timeLimitMs CPU time per test, before a language's factor
 * @param memoryBytes memory per test, before a language's allowance
 * @param tests in the order in which they run
 */
public record TestSet(long timeLimitMs, long memoryBytes, long outputBytes, List<Test> tests) {
    /**
     * One test.
     *
     * @param number from 1
     * @param group the path of its group, such as {@code secret}
     * @param input name of the input in the object store
     * @param answer name of the answer in the object store
     */
    public record Test(int number, String group, boolean sample, String input, String answer, ValidatorFlags flags) {}

    public TestSet {
        tests = List.copyOf(tests);
    }
}
