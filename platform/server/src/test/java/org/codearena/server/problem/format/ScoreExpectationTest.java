package org.codearena.server.problem.format;

import static org.codearena.server.problem.format.ProblemPackagesTest.assertFound;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.server.problem.format.JudgedSubmission.JudgedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What packages say about the scores of their own submissions, and where they say it. */
final class ScoreExpectationTest {
    @TempDir
    Path directory;

    private PackageBuilder scoring() {
        return PackageBuilder.current(directory).yaml("type: scoring");
    }

    private static PackageSubmission submission(PackageBuilder builder, String path) {
        return builder.read().submissions().stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> disagreement(PackageBuilder builder, String path, String verdict, double score) {
        JudgedSubmission judged = JudgedSubmission.of(
                        "python",
                        verdict,
                        List.of(
                                new JudgedTest("sample/1", "accepted", 1, ""),
                                new JudgedTest("secret/01", verdict, 1, "")))
                .withScores(score, Map.of("", score, "secret", score));
        return submission(builder, path).expectation().disagreement(judged);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong-answer, 40, true",
        "accepted, 40, true",
        "accepted, 0, false",
        "accepted, 100, false",
        "wrong-answer, 100, false"
    })
    void aPartiallyAcceptedSubmissionIsWorthSomethingAndNotEverything(String verdict, double score, boolean agrees) {
        PackageBuilder builder = scoring().file("submissions/partially_accepted/x.py", "x");
        assertEquals(
                agrees,
                disagreement(builder, "partially_accepted/x.py", verdict, score).isEmpty());
    }

    @Test
    void withoutScoresNothingIsPartial() {
        PackageBuilder builder = PackageBuilder.current(directory).file("submissions/partially_accepted/x.py", "x");
        assertFound("submissions/partially_accepted/x.py: ", "is for scoring problems", builder.warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "score: 40 => 40 => ''",
                "score: 40 => 40.0000000001 => ''",
                "score: 40 => 41 => got the score 41, expected 40",
                "score: [30, 50.5] => 50.5 => ''",
                "score: [30, 50.5] => 29 => got the score 29, expected 30 to 50.5",
                "secret: {score: 40} => 41 => got the score 41, expected 40 on secret",
                "secret: {score: 40} => 40 => ''"
            })
    void submissionsYamlSaysAScoreOrARange(String rule, double score, String expected) {
        PackageBuilder builder = scoring()
                .file("submissions/mine/x.py", "x")
                .file("submissions/submissions.yaml", "mine/x.py:\n  " + rule + "\n");
        assertEquals(
                expected,
                disagreement(builder, "mine/x.py", "wrong-answer", score).orElse(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "accepted: {score: much} => accepted.score is 'much', which is not a number",
                "accepted: {score: [1, 2, 3]} => accepted.score has 3 numbers, allowed are one and a list of two",
                "accepted: {score: [1, x]} => accepted.score holds '1, x', which are not numbers"
            })
    void faultsInScoresAreNamed(String line, String expected) {
        assertFound(
                "submissions/submissions.yaml: ",
                expected,
                scoring().file("submissions/submissions.yaml", line + "\n").errors());
    }

    @Test
    void aCommentOfDomjudgeSaysAScoreInAnyDirectory() {
        PackageBuilder builder = scoring()
                .file("submissions/mixed/x.py", "# @EXPECTED_SCORE@: 60\n")
                .file("submissions/accepted/y.py", "# @expected_score@:60.5\n");
        assertEquals(Optional.empty(), disagreement(builder, "mixed/x.py", "wrong-answer", 60));
        assertEquals(
                Optional.of("got the score 61, expected 60"), disagreement(builder, "mixed/x.py", "wrong-answer", 61));
        assertEquals(
                Optional.of("got the score 60, expected 60.5"), disagreement(builder, "accepted/y.py", "accepted", 60));
    }

    @Test
    void aDirectoryCountsForMoreThanACommentOnVerdicts() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("submissions/wrong_answer/x.py", "# @EXPECTED_RESULTS@: CORRECT, TIMELIMIT\n")
                .file("submissions/run_time_error/y.py", "# @EXPECTED_RESULTS@: RUN-ERROR, CORRECT\n");
        assertEquals(
                List.of("wrong-answer"),
                submission(builder, "wrong_answer/x.py").expectation().verdicts());
        assertFound("submissions/wrong_answer/x.py: ", "the directory counts", builder.warnings());
        assertEquals(
                List.of("memory-limit-exceeded", "output-limit-exceeded", "run-time-error"),
                submission(builder, "run_time_error/y.py").expectation().verdicts());
    }

    @Test
    void domjudgesListNamesLanguagesAndEntryPoints() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("submissions/accepted/many/a.txt", "")
                .file("submissions.json", """
                        {"submissions/accepted/sum.py": {"langid": "python3", "team": "jury"},
                         "submissions/accepted/many/": {"entry_point": "Solver", "langid": "java"}}
                        """);
        assertEquals(
                Optional.of("python3"), submission(builder, "accepted/sum.py").language());
        assertEquals(Optional.empty(), submission(builder, "accepted/sum.py").entryPoint());
        assertEquals(Optional.of("Solver"), submission(builder, "accepted/many").entryPoint());
        assertFound(
                "submissions.json: ",
                "is ignored: it is not JSON",
                builder.file("submissions.json", "{").warnings());
    }

    @Test
    void whatWasNotRunCannotDisagree() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("submissions/mine/x.py", "x")
                .file("submissions/submissions.yaml", "mine/x.py:\n  required: [TLE]\n");
        JudgedSubmission stopped = JudgedSubmission.of(
                "python", "wrong-answer", List.of(new JudgedTest("sample/1", "wrong-answer", 1, "")));
        Expectation expectation = submission(builder, "mine/x.py").expectation();
        assertEquals(Optional.empty(), expectation.disagreement(stopped));
        assertEquals(true, expectation.needsAllTests());
        assertEquals(false, submission(builder, "accepted/sum.py").expectation().needsAllTests());
    }

    @Test
    void useForTheTimeLimitIsARuleOnVerdictsToo() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("submissions/mine/fast.py", "x")
                .file("submissions/mine/slow.py", "x")
                .file("submissions/submissions.yaml", """
                        mine/fast.py:
                          use_for_time_limit: lower
                        mine/slow.py:
                          use_for_time_limit: upper
                        """);
        Expectation fast = submission(builder, "mine/fast.py").expectation();
        Expectation slow = submission(builder, "mine/slow.py").expectation();
        assertEquals(List.of(true, false), List.of(fast.boundsTimeFromBelow(), fast.boundsTimeFromAbove()));
        assertEquals(List.of(false, true), List.of(slow.boundsTimeFromBelow(), slow.boundsTimeFromAbove()));
        assertEquals(
                Optional.of("no test got time-limit-exceeded"), disagreement(builder, "mine/slow.py", "accepted", 0));
        assertEquals(
                true,
                disagreement(builder, "mine/fast.py", "time-limit-exceeded", 0).isPresent());
    }
}
