package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.codearena.server.problem.TestGroup;
import org.codearena.server.problem.TestGroup.Aggregation;
import org.codearena.server.problem.TestGroup.VerdictOf;
import org.codearena.server.submission.TestResult;
import org.codearena.server.submission.Verdict;
import org.junit.jupiter.api.Test;

/** Which tests are run, and what their results come to, along the tree of groups. */
final class GroupResultsTest {
    private final List<TestSet.Test> tests = new ArrayList<>();

    @Test
    void inAPassFailProblemTheFirstTestThatFailsEndsEverything() {
        add("sample", 1);
        add("secret", 3);
        GroupResults results = new GroupResults(Optional.empty(), tests);
        accept(results, 1, 0);
        reject(results, 2, Verdict.TIME_LIMIT_EXCEEDED);
        assertFalse(results.isWorthRunning(tests.get(2)));
        assertEquals(Verdict.TIME_LIMIT_EXCEEDED, results.result().verdict());
    }

    @Test
    void groupsThatMustPassWholeAddUp() {
        add("sample", 1);
        add("secret/a", 2);
        add("secret/b", 2);
        GroupResults results = new GroupResults(
                Optional.of(root(
                        List.of(),
                        group("secret/a", Aggregation.PASS_FAIL, 30),
                        group("secret/b", Aggregation.PASS_FAIL, 70))),
                tests);
        accept(results, 1, 0);
        reject(results, 2, Verdict.WRONG_ANSWER);
        assertFalse(results.isWorthRunning(tests.get(2)), "its group is lost");
        assertTrue(results.isWorthRunning(tests.get(3)), "another group is not");
        accept(results, 4, 0);
        accept(results, 5, 0);
        assertEquals(new GroupResults.Result(Verdict.WRONG_ANSWER, 70), results.result());
    }

    @Test
    void testsOfASumAreWorthWhatTheyAre() {
        add("secret/a", 4);
        GroupResults results = new GroupResults(Optional.of(root(List.of(), sum("secret/a", 100, 25))), tests);
        accept(results, 1, 25);
        accept(results, 2, 12.5);
        reject(results, 3, Verdict.RUN_TIME_ERROR);
        assertTrue(results.isWorthRunning(tests.get(3)));
        accept(results, 4, 25);
        assertEquals(62.5, results.result().score());
    }

    @Test
    void aGroupWhoseRequirementFailedIsNotRunAndWorthNothing() {
        add("secret/a", 1);
        add("secret/b", 1);
        TestGroup needy = new TestGroup(
                "secret/b",
                Aggregation.PASS_FAIL,
                VerdictOf.FIRST_ERROR,
                OptionalDouble.of(50),
                0,
                OptionalDouble.empty(),
                0,
                false,
                true,
                List.of("secret/a"),
                true,
                List.of());
        GroupResults results = new GroupResults(
                Optional.of(root(List.of(), group("secret/a", Aggregation.PASS_FAIL, 50), needy)), tests);
        reject(results, 1, Verdict.WRONG_ANSWER);
        assertFalse(results.isWorthRunning(tests.get(1)));
        assertEquals(new GroupResults.Result(Verdict.WRONG_ANSWER, 0), results.result());
    }

    @Test
    void aSampleThatFailsCostsNothingWhereItDoesNotCount() {
        add("sample", 1);
        add("secret/a", 1);
        GroupResults results =
                new GroupResults(Optional.of(root(List.of(), group("secret/a", Aggregation.PASS_FAIL, 100))), tests);
        reject(results, 1, Verdict.WRONG_ANSWER);
        assertTrue(results.isWorthRunning(tests.get(1)));
        accept(results, 2, 0);
        assertEquals(new GroupResults.Result(Verdict.ACCEPTED, 100), results.result());
    }

    @Test
    void theWorstErrorDecidesWhereTheGroupSaysSo() {
        add("secret", 3);
        TestGroup worst = new TestGroup(
                "",
                Aggregation.SUM,
                VerdictOf.WORST_ERROR,
                OptionalDouble.empty(),
                0,
                OptionalDouble.of(1),
                0,
                false,
                false,
                List.of(),
                true,
                List.of());
        GroupResults results = new GroupResults(Optional.of(worst), tests);
        reject(results, 1, Verdict.WRONG_ANSWER);
        reject(results, 2, Verdict.TIME_LIMIT_EXCEEDED);
        accept(results, 3, 1);
        assertEquals(new GroupResults.Result(Verdict.TIME_LIMIT_EXCEEDED, 1), results.result());
    }

    @Test
    void aTestThatWeFailedToJudgeLeavesNothingToSay() {
        add("sample", 1);
        add("secret/a", 1);
        GroupResults results =
                new GroupResults(Optional.of(root(List.of(), group("secret/a", Aggregation.PASS_FAIL, 100))), tests);
        reject(results, 1, Verdict.JUDGE_ERROR);
        accept(results, 2, 0);
        assertEquals(Verdict.JUDGE_ERROR, results.result().verdict());
    }

    @Test
    void moreThanAGroupIsWorthIsAJudgeError() {
        add("secret/a", 2);
        GroupResults results = new GroupResults(Optional.of(root(List.of(), sum("secret/a", 100, 50))), tests);
        accept(results, 1, 80);
        accept(results, 2, 80);
        assertEquals(Verdict.JUDGE_ERROR, results.result().verdict());
    }

    @Test
    void aResultThatCameTooLateIsShownAndChangesNothing() {
        add("secret", 2);
        GroupResults results = new GroupResults(Optional.empty(), tests);
        reject(results, 1, Verdict.WRONG_ANSWER);
        results.noteForTheRecord(
                new TestResult(2, "secret", false, Verdict.TIME_LIMIT_EXCEEDED.wireName(), 0, 0, 0, "", 0.0, null));
        assertEquals(Verdict.WRONG_ANSWER, results.result().verdict());
        assertEquals(2, results.inOrder().size());
    }

    private void add(String group, int count) {
        for (int i = 0; i < count; i++) {
            tests.add(TestSet.Test.plain(tests.size() + 1, group, group.equals("sample"), "in", "ans"));
        }
    }

    /** As the format of 2025-09 has it: samples run and do not count, what is secret is summed up to 100. */
    private static TestGroup root(List<String> requires, TestGroup... groups) {
        TestGroup sample = new TestGroup(
                "sample",
                Aggregation.PASS_FAIL,
                VerdictOf.FIRST_ERROR,
                OptionalDouble.empty(),
                0,
                OptionalDouble.empty(),
                0,
                false,
                false,
                List.of(),
                false,
                List.of());
        TestGroup secret = new TestGroup(
                "secret",
                Aggregation.SUM,
                VerdictOf.FIRST_ERROR,
                OptionalDouble.of(100),
                0,
                OptionalDouble.empty(),
                0,
                true,
                false,
                requires,
                true,
                List.of(groups));
        return new TestGroup(
                "",
                Aggregation.SUM,
                VerdictOf.FIRST_ERROR,
                OptionalDouble.empty(),
                0,
                OptionalDouble.empty(),
                0,
                false,
                false,
                List.of(),
                true,
                List.of(sample, secret));
    }

    private static TestGroup group(String name, Aggregation aggregation, double most) {
        return new TestGroup(
                name,
                aggregation,
                VerdictOf.FIRST_ERROR,
                OptionalDouble.of(most),
                0,
                OptionalDouble.of(most),
                0,
                false,
                true,
                List.of(),
                true,
                List.of());
    }

    private static TestGroup sum(String name, double most, double perTest) {
        return new TestGroup(
                name,
                Aggregation.SUM,
                VerdictOf.FIRST_ERROR,
                OptionalDouble.of(most),
                0,
                OptionalDouble.of(perTest),
                0,
                true,
                false,
                List.of(),
                true,
                List.of());
    }

    private void accept(GroupResults results, int number, double score) {
        note(results, number, Verdict.ACCEPTED, score);
    }

    private void reject(GroupResults results, int number, Verdict verdict) {
        note(results, number, verdict, 0);
    }

    private void note(GroupResults results, int number, Verdict verdict, double score) {
        TestSet.Test test = tests.get(number - 1);
        results.note(new TestResult(number, test.group(), test.sample(), verdict.wireName(), 0, 0, 0, "", score, null));
    }
}
