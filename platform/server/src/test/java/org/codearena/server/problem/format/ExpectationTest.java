package org.codearena.server.problem.format;

import static org.codearena.server.problem.format.ProblemPackagesTest.assertFound;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.codearena.contract.SourceFile;
import org.codearena.server.problem.format.JudgedSubmission.JudgedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpectationTest {
    private static final Map<String, String> VERDICTS = Map.of(
            "AC", "accepted",
            "WA", "wrong-answer",
            "TLE", "time-limit-exceeded",
            "MLE", "memory-limit-exceeded",
            "OLE", "output-limit-exceeded",
            "RTE", "run-time-error",
            "CE", "compile-error",
            "JE", "judge-error");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "accepted, accepted",
        "rejected, memory-limit-exceeded output-limit-exceeded run-time-error time-limit-exceeded wrong-answer",
        "wrong_answer, wrong-answer",
        "time_limit_exceeded, time-limit-exceeded",
        "run_time_error, memory-limit-exceeded output-limit-exceeded run-time-error",
        "brute_force, memory-limit-exceeded output-limit-exceeded run-time-error time-limit-exceeded",
        "compiler_error, compile-error",
        "no_output, wrong-answer",
        "output_limit, output-limit-exceeded",
        "memory_limit_exceeded, memory-limit-exceeded"
    })
    void theDirectoryNamesTheVerdict(String folder, String expected) {
        assertEquals(
                List.of(expected.split(" ")), expectation(current(folder, "x")).verdicts());
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, AC AC, true",
        "accepted, AC WA, false",
        "accepted, CE, false",
        "accepted, JE, false",
        "rejected, AC TLE, true",
        "rejected, AC AC, false",
        "wrong_answer, AC WA AC, true",
        "wrong_answer, AC AC, false",
        "wrong_answer, WA TLE, false",
        "wrong_answer, WA RTE, false",
        "time_limit_exceeded, AC TLE, true",
        "time_limit_exceeded, WA TLE, false",
        "run_time_error, AC RTE, true",
        "run_time_error, AC MLE, true",
        "run_time_error, AC OLE, true",
        "run_time_error, RTE WA, false",
        "brute_force, AC RTE TLE, true",
        "brute_force, AC AC, false",
        "brute_force, WA TLE, false",
        "compiler_error, CE, true",
        "compiler_error, AC AC, false",
        "memory_limit, AC MLE, true",
        "memory_limit, AC RTE, false"
    })
    void everyTestCountsInTheCurrentFormat(String folder, String verdicts, boolean agrees) {
        Expectation expectation = expectation(current(folder, "x"));
        assertEquals(agrees, expectation.disagreement(judged(verdicts)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "time_limit_exceeded, WA TLE, true",
        "time_limit_exceeded, RTE TLE, false",
        "time_limit_exceeded, WA WA, false",
        "run_time_error, WA TLE RTE, true",
        "run_time_error, WA TLE, false",
        "wrong_answer, WA TLE, true",
        "wrong_answer, TLE WA, false"
    })
    void theLegacyFormatIsMoreTolerant(String folder, String verdicts, boolean agrees) {
        PackageBuilder builder = PackageBuilder.legacy(directory).file("submissions/" + folder + "/x.py", "x");
        assertEquals(agrees, expectation(builder).disagreement(judged(verdicts)).isEmpty());
    }

    @Test
    void aDisagreementSaysWhatWasExpectedAndWhatCame() {
        assertEquals(
                Optional.of("got time-limit-exceeded on secret/2, permitted accepted, wrong-answer"),
                expectation(current("wrong_answer", "x"), "wrong_answer/x.py").disagreement(judged("WA TLE")));
        assertEquals(
                Optional.of("no test got wrong-answer"),
                expectation(current("wrong_answer", "x"), "wrong_answer/x.py").disagreement(judged("AC AC")));
        assertEquals(
                Optional.of("got compile-error, expected accepted"),
                expectation(current("accepted", "x"), "accepted/x.py").disagreement(judged("CE")));
        assertEquals(
                Optional.of("got judge-error: it could not be judged"),
                expectation(current("rejected", "x"), "rejected/x.py").disagreement(judged("JE")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "// @EXPECTED_RESULTS@: WRONG-ANSWER => wrong-answer",
                "# @expected_results@: timelimit, run-error => memory-limit-exceeded output-limit-exceeded run-time-error time-limit-exceeded",
                "/* @EXPECTED_RESULTS@: CORRECT, TIME-LIMIT-EXCEEDED */ => accepted time-limit-exceeded",
                "@EXPECTED_RESULTS@: COMPILER-ERROR => compile-error"
            })
    void aCommentOfDomjudgeSaysItWhereTheDirectoryDoesNot(String comment, String expected) {
        assertEquals(
                List.of(expected.split(" ")),
                expectation(current("mixed", comment)).verdicts());
        PackageBuilder inVerdictFolder = current("wrong_answer", comment);
        assertEquals(
                List.of("wrong-answer"),
                expectation(inVerdictFolder, "wrong_answer/x.py").verdicts());
    }

    @Test
    void aDirectoryThatSaysNothingIsWarnedOf() {
        PackageBuilder builder = current("strange", "x").file("submissions/mixed/y.py", "y");
        assertFound("submissions/strange/x.py: ", "any is taken", builder.warnings());
        assertFound("submissions/mixed/y.py: ", "@EXPECTED_RESULTS@", builder.warnings());
        assertEquals(Optional.empty(), expectation(builder, "strange/x.py").disagreement(judged("AC RTE")));
    }

    @Test
    void submissionsYamlAddsRulesByGlobAndReplacesThoseOfDirectories() {
        PackageBuilder builder = current("time_limit_exceeded", "x")
                .file("submissions/mine/slow.py", "x")
                .file("submissions/submissions.yaml", """
                        time_limit_exceeded:
                          permitted: [AC, WA, TLE]
                        'mine/{slow,slower}.*':
                          language: python3
                          entrypoint: slow.py
                          model_solution: false
                          permitted: [AC, TLE]
                          use_for_time_limit: false
                          secret/*-big:
                            required: [TLE]
                          sample:
                            permitted: [AC]
                        """);
        Expectation slow = expectation(builder, "time_limit_exceeded/x.py");
        assertEquals(Optional.empty(), slow.disagreement(judged("WA TLE")));
        Expectation mine = expectation(builder, "mine/slow.py");
        assertEquals(Optional.empty(), mine.disagreement(judged(test("sample/1", "AC"), test("secret/1-big", "TLE"))));
        assertEquals(
                Optional.of("got time-limit-exceeded on sample/1, permitted accepted on sample"),
                mine.disagreement(judged(test("sample/1", "TLE"), test("secret/1-big", "TLE"))));
        assertEquals(
                Optional.of("no test got time-limit-exceeded on secret/*-big"),
                mine.disagreement(judged(test("sample/1", "AC"), test("secret/1-big", "AC"))));
        PackageSubmission submission = submission(builder, "mine/slow.py");
        assertEquals(Optional.of("python3"), submission.language());
        assertEquals(Optional.of("slow.py"), submission.entryPoint());
        JudgedSubmission judged = judged(
                new JudgedTest("sample/1", "accepted", 20, ""), new JudgedTest("secret/1-big", "accepted", 9_000, ""));
        assertEquals(20, mine.lowerBoundMs(judged));
        assertEquals(OptionalLong.of(9_000), mine.upperBoundMs(judged));
    }

    @Test
    void aMessageMustAppearSomewhere() {
        PackageBuilder builder = current("wrong_answer", "x")
                .file("submissions/submissions.yaml", "wrong_answer/*:\n  message: off by\n");
        Expectation expectation = expectation(builder);
        assertEquals(
                Optional.of("no test has a message that contains 'off by'"), expectation.disagreement(judged("AC WA")));
        assertEquals(
                Optional.empty(),
                expectation.disagreement(judged(new JudgedTest("secret/1", "wrong-answer", 1, "it is off by 2"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "accepted: {permitted: [XX]} => accepted.permitted holds 'XX', known are AC, WA, TLE, RTE",
                "accepted: {score: 5} => accepted.score is for scoring problems",
                "accepted: {colour: red} => the key 'accepted.colour' is unknown",
                "accepted: {secret/1: {language: x}} => the key 'accepted.secret/1.language' is unknown",
                "accepted: {use_for_time_limit: maybe} => use_for_time_limit is 'maybe', allowed are lower, upper",
                "a}b: {permitted: [AC]} => has braces that do not match or nest",
                "accepted: 5 => accepted must be a map"
            })
    void faultsInSubmissionsYamlAreNamed(String line, String expected) {
        assertFound(
                "submissions/submissions.yaml: ",
                expected,
                PackageBuilder.current(directory)
                        .file("submissions/submissions.yaml", line + "\n")
                        .errors());
    }

    @Test
    void aProgramIsAFileOrADirectory() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .yaml("constants: {max_n: 1000}")
                .file("submissions/accepted/two/Main.java", "int n = {{max_n}}; {{other}}")
                .file("submissions/accepted/two/util/Util.java", "é{{max_n}}")
                .file("submissions/readme.txt", "x");
        PackageSubmission two = submission(builder, "accepted/two");
        assertEquals(
                List.of(
                        SourceFile.of("Main.java", "int n = 1000; {{other}}"),
                        SourceFile.of("util/Util.java", "é1000")),
                two.files());
        assertEquals(
                List.of("sum.py"),
                submission(builder, "accepted/sum.py").files().stream()
                        .map(SourceFile::path)
                        .toList());
        assertFound("submissions/readme.txt: ", "is ignored", builder.warnings());
    }

    @Test
    void anAcceptedSubmissionIsNeeded() {
        assertFound(
                "submissions/accepted: ",
                "holds no submission",
                PackageBuilder.current(directory)
                        .without("submissions/accepted/sum.py")
                        .errors());
    }

    @Test
    void hugeSubmissionsAreRefusedAndLargeOnesWarnedOf() {
        assertFound(
                "submissions/accepted/big.py: ",
                "at most 1048576 are allowed",
                PackageBuilder.current(directory)
                        .file("submissions/accepted/big.py", "#".repeat(2 << 20))
                        .errors());
        assertFound(
                "submissions/accepted/big.py: ",
                "more than the 262144 that the problem's code limit allows",
                PackageBuilder.current(directory)
                        .file("submissions/accepted/big.py", "#".repeat(300_000))
                        .warnings());
    }

    @Test
    void submissionsThatMustNotBeTooSlowBoundTheTimeLimit() {
        PackageBuilder builder = PackageBuilder.current(directory);
        for (String folder :
                List.of("wrong_answer", "rejected", "brute_force", "compiler_error", "time_limit_exceeded")) {
            builder.file("submissions/" + folder + "/x.py", "x");
        }
        assertTrue(expectation(builder, "accepted/sum.py").boundsTimeFromBelow());
        assertTrue(expectation(builder, "wrong_answer/x.py").boundsTimeFromBelow());
        assertFalse(expectation(builder, "rejected/x.py").boundsTimeFromBelow());
        assertFalse(expectation(builder, "brute_force/x.py").boundsTimeFromBelow());
        assertFalse(expectation(builder, "compiler_error/x.py").boundsTimeFromBelow());
        assertTrue(expectation(builder, "time_limit_exceeded/x.py").boundsTimeFromAbove());
        assertFalse(expectation(builder, "brute_force/x.py").boundsTimeFromAbove());
    }

    @Test
    void anInferredTimeLimitIsTheSmallestMultipleThatIsGenerousEnough() {
        var inferred = new TimeLimit.Inferred(new BigDecimal("2.0"), new BigDecimal("1.5"), 1_000);
        assertEquals(1_000, inferred.forSlowestMs(0));
        assertEquals(1_000, inferred.forSlowestMs(500));
        assertEquals(2_000, inferred.forSlowestMs(501));
        assertTrue(inferred.separates(2_000, 3_000));
        assertFalse(inferred.separates(2_000, 2_999));
        assertEquals(3_000, inferred.observedMs(2_000));
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, accepted/a.py, true",
        "accepted/*, accepted/a.py, true",
        "*/a.py, accepted/a.py, true",
        "*, accepted/a.py, true",
        "a*d/*.py, accepted/a.py, true",
        "'{accepted,other}/{a,b}.{py,js}', accepted/b.js, true",
        "accepted/a, accepted/a.py, false",
        "*.py, accepted/a.py, false",
        "accepted/*/b, accepted/b, false",
        "accepted/[ab].py, accepted/a.py, false",
        "acc?pted, accepted/a.py, false",
        "secret/*-easy, secret/01-easy, true",
        "secret/*-easy, secret/01-hard, false",
        "secret, secret/group/1, true",
        "**, accepted, true"
    })
    void globsMatchWithinNamesAndTheDirectoriesAbove(String glob, String path, boolean matches) {
        assertEquals(matches, Glob.of(glob).matches(path));
    }

    @Test
    void aHostileGlobTakesNoTime() {
        String stars = "*a".repeat(200) + "*b";
        String name = "a".repeat(255);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertFalse(Glob.of(stars).matches(name)));
        assertThrows(IllegalArgumentException.class, () -> Glob.of("{a,b}".repeat(20)));
        assertThrows(IllegalArgumentException.class, () -> Glob.of("a}b{c"));
        assertThrows(IllegalArgumentException.class, () -> Glob.of("{a{b}}"));
    }

    private PackageBuilder current(String folder, String source) {
        return PackageBuilder.current(directory).file("submissions/" + folder + "/x.py", source + "\n");
    }

    private static Expectation expectation(PackageBuilder builder) {
        List<Expectation> found = builder.read().submissions().stream()
                .filter(submission -> submission.path().endsWith("/x.py"))
                .map(PackageSubmission::expectation)
                .toList();
        assertEquals(1, found.size());
        return found.getFirst();
    }

    private static Expectation expectation(PackageBuilder builder, String path) {
        return submission(builder, path).expectation();
    }

    private static PackageSubmission submission(PackageBuilder builder, String path) {
        return builder.read().submissions().stream()
                .filter(submission -> submission.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** A submission whose tests got these; one that did not compile or could not be judged has none. */
    private static JudgedSubmission judged(String verdicts) {
        if (verdicts.equals("CE") || verdicts.equals("JE")) {
            return JudgedSubmission.of("python", VERDICTS.getOrDefault(verdicts, ""), List.of());
        }
        List<JudgedTest> tests = new ArrayList<>();
        for (String verdict : verdicts.split(" ", -1)) {
            tests.add(test("secret/" + (tests.size() + 1), verdict));
        }
        return judged(tests.toArray(JudgedTest[]::new));
    }

    private static JudgedTest test(String name, String verdict) {
        return new JudgedTest(name, VERDICTS.getOrDefault(verdict, ""), 10, "");
    }

    private static JudgedSubmission judged(JudgedTest... tests) {
        String verdict = List.of(tests).stream()
                .map(JudgedTest::verdict)
                .filter(each -> !each.equals("accepted"))
                .findFirst()
                .orElse("accepted");
        return JudgedSubmission.of("python", verdict, List.of(tests));
    }
}
