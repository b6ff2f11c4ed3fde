package org.codearena.loadtest;

import java.util.LinkedHashMap;
import java.util.Map;

/** Problems in which two numbers are added, as packages. */
public final class SumProblem {
    private SumProblem() {}

    /**
     * The files of one with so many tests, all of them alike, in all of which the answer is 42.
     *
     * @param timeLimitSeconds per test
     */
    public static Map<String, String> of(int tests, double timeLimitSeconds) {
        return of(tests, "{time_limit: " + timeLimitSeconds + "}");
    }

    /**
     * The same.
     *
     * @param limits as in {@code problem.yaml}
     */
    public static Map<String, String> of(int tests, String limits) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("problem.yaml", """
                problem_format_version: 2025-09
                name: Two numbers, %1$d times
                uuid: 6f1d2f0e-3a51-4f0b-9a55-0d2f6a1%1$05d
                license: cc0
                limits: %2$s
                """.formatted(tests, limits));
        files.put("statement/problem.en.md", "Print the sum of two numbers.\n");
        for (int test = 1; test <= tests; test++) {
            files.put("data/secret/%03d.in".formatted(test), "%d %d\n".formatted(42 - test, test));
            files.put("data/secret/%03d.ans".formatted(test), "42\n");
        }
        files.put("submissions/accepted/main.py", "a, b = map(int, input().split())\nprint(a + b)\n");
        return files;
    }
}
