package org.codearena.server.problem.format;

import static org.codearena.server.problem.format.ProblemPackagesTest.assertFound;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.codearena.server.problem.TestGroup;
import org.codearena.server.problem.TestGroup.Aggregation;
import org.codearena.server.problem.TestGroup.VerdictOf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How groups of tests make a score, in either format. */
final class ScoringTest {
    @TempDir
    Path directory;

    private PackageBuilder current() {
        return PackageBuilder.current(directory).yaml("type: scoring");
    }

    private PackageBuilder grouped() {
        return current()
                .without("data/secret/01.in")
                .without("data/secret/01.ans")
                .test("secret/a/1", "", "")
                .test("secret/a/2", "", "")
                .test("secret/a/sub/3", "", "")
                .test("secret/b/1", "", "")
                .test("secret/b/2", "", "");
    }

    private PackageBuilder legacy() {
        return PackageBuilder.legacy(directory).yaml("type: scoring");
    }

    private static TestGroup root(PackageBuilder builder) {
        return builder.read().judgement().scoring().orElseThrow();
    }

    private static TestGroup group(TestGroup in, String name) {
        if (in.name().equals(name)) {
            return in;
        }
        return in.groups().stream()
                .filter(group -> name.equals(group.name()) || name.startsWith(group.name() + "/"))
                .findFirst()
                .map(group -> group(group, name))
                .orElseThrow();
    }

    @Test
    void aPassFailProblemHasNoScores() {
        assertEquals(
                Optional.empty(),
                PackageBuilder.current(directory).read().judgement().scoring());
    }

    @Test
    void secretTestsShareAHundredPointsAndSamplesCountForNothing() {
        TestGroup root = root(current().test("secret/02", "", ""));
        assertEquals(List.of("sample", "secret"), names(root));
        assertFalse(root.groups().getFirst().counts());
        TestGroup secret = root.groups().getLast();
        assertEquals(Aggregation.SUM, secret.aggregation());
        assertEquals(VerdictOf.FIRST_ERROR, secret.verdictOf());
        assertEquals(OptionalDouble.of(100), secret.maxScore());
        assertEquals(OptionalDouble.of(50), secret.testScore());
        assertEquals(OptionalDouble.of(100), root.maxScore());
        assertFalse(secret.stopsAtReject());
    }

    private static List<String> names(TestGroup group) {
        return group.groups().stream().map(TestGroup::name).toList();
    }

    @Test
    void groupsAreWorthWhatTheirFilesSay() {
        TestGroup root = root(grouped()
                .file("data/secret/a/test_group.yaml", "max_score: 30\nscore_aggregation: sum\n")
                .file("data/secret/b/test_group.yaml", "max_score: 70\nrequire_pass: sample\n"));
        TestGroup a = group(root, "secret/a");
        assertEquals(OptionalDouble.of(10), a.testScore());
        assertEquals(List.of(true, false), List.of(a.scoresTests(), a.stopsAtReject()));
        TestGroup b = group(root, "secret/b");
        assertEquals(Aggregation.PASS_FAIL, b.aggregation());
        assertEquals(OptionalDouble.of(70), b.maxScore());
        assertEquals(List.of(false, true), List.of(b.scoresTests(), b.stopsAtReject()));
        assertEquals(List.of("sample"), b.requires());
        assertEquals(List.of(), names(a));
    }

    @Test
    void theLeastOfAGroupIsHeldAgainstItsMaximum() {
        TestGroup b = group(
                root(grouped()
                        .file("data/secret/test_group.yaml", "max_score: unbounded\nscore_aggregation: min\n")
                        .file("data/secret/a/test_group.yaml", "max_score: unbounded\nscore_aggregation: sum\n")
                        .file("data/secret/b/test_group.yaml", "max_score: 8\nscore_aggregation: min\n")),
                "secret/b");
        assertEquals(OptionalDouble.of(8), b.testScore());
        assertEquals(true, b.stopsAtReject());
    }

    @Test
    void withoutABoundTheValidatorGivesTheScore() {
        TestGroup root = root(current().file("data/secret/test_group.yaml", "max_score: unbounded\n"));
        assertEquals(OptionalDouble.empty(), group(root, "secret").testScore());
        assertEquals(OptionalDouble.empty(), root.maxScore());
    }

    @Test
    void groupsOfAPassFailSecretNeedNoWorth() {
        TestGroup root = root(grouped().file("data/secret/test_group.yaml", "score_aggregation: pass-fail\n"));
        assertEquals(Aggregation.PASS_FAIL, group(root, "secret").aggregation());
        assertEquals(Aggregation.PASS_FAIL, group(root, "secret/a").aggregation());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "secret/a => max_score: -1 => max_score is '-1', allowed are whole numbers from 0 and unbounded",
                "secret/a => max_score: 1.5 => max_score is '1.5'",
                "secret/a => score_aggregation: avg => score_aggregation is 'avg', allowed are pass-fail, sum and min",
                "secret/a => full_feedback: true => max_score is missing",
                "secret/a => require_pass: secret/b => require_pass names 'secret/b', allowed are sample and groups that come earlier",
                "secret => require_pass: secret/a => secret may only require sample",
                "secret => 'max_score: unbounded\nscore_aggregation: pass-fail' => max_score must be a number",
                "sample => max_score: 5 => max_score is not permitted for samples"
            })
    void whatIsWrongWithAGroupIsNamed(String group, String yaml, String expected) {
        PackageBuilder builder = grouped()
                .file("data/secret/a/test_group.yaml", "max_score: 50\n")
                .file("data/secret/b/test_group.yaml", "max_score: 50\n")
                .file("data/" + group + "/test_group.yaml", yaml + "\n");
        assertFound("data/" + group + "/test_group.yaml: ", expected, builder.errors());
    }

    @Test
    void aRequiredGroupIsScoredPassFail() {
        PackageBuilder builder = grouped()
                .file("data/secret/a/test_group.yaml", "max_score: 50\nscore_aggregation: sum\n")
                .file("data/secret/b/test_group.yaml", "max_score: 60\nrequire_pass: [sample, secret/a]\n");
        assertFound("data/secret/b/test_group.yaml: ", "'secret/a', which is not scored pass-fail", builder.errors());
    }

    @Test
    void groupsThatAreWorthMoreThanAllAreMentioned() {
        assertFound(
                "data/secret: ",
                "worth 110 together, more than its own max_score of 100",
                grouped()
                        .file("data/secret/a/test_group.yaml", "max_score: 50\n")
                        .file("data/secret/b/test_group.yaml", "max_score: 60\n")
                        .warnings());
    }

    @Test
    void everyLegacyDirectoryIsAGroupJudgedByItsFlags() {
        TestGroup root = root(legacy().file(
                        "data/testdata.yaml", "on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n")
                .file("data/secret/testdata.yaml", "grader_flags: first_error accept_if_any_accepted\n")
                .test("secret/g1/1", "", "")
                .file(
                        "data/secret/g1/testdata.yaml",
                        "on_reject: break\naccept_score: 20\nrange: 0 20\ngrader_flags: min\n")
                .test("secret/g2/deep/1", "", "")
                .file("data/secret/g2/deep/testdata.yaml", "reject_score: 1.5\ngrader_flags: avg max always_accept\n"));
        assertEquals(OptionalDouble.of(100), root.maxScore());
        assertEquals(Aggregation.SUM, root.aggregation());
        assertFalse(group(root, "sample").counts());
        TestGroup secret = group(root, "secret");
        assertEquals(VerdictOf.ANY_ACCEPTED, secret.verdictOf());
        assertFalse(secret.stopsAtReject());
        TestGroup first = group(root, "secret/g1");
        assertEquals(Aggregation.MIN, first.aggregation());
        assertEquals(VerdictOf.WORST_ERROR, first.verdictOf());
        assertEquals(OptionalDouble.of(20), first.testScore());
        assertEquals(OptionalDouble.empty(), first.maxScore(), "a range is for the author's tools");
        assertEquals(true, first.stopsAtReject());
        TestGroup deep = group(root, "secret/g2/deep");
        assertEquals(Aggregation.MAX, deep.aggregation());
        assertEquals(VerdictOf.ALWAYS_ACCEPTED, deep.verdictOf());
        assertEquals(1.5, deep.rejectScore());
        assertEquals(OptionalDouble.of(1), deep.testScore());
        assertFalse(deep.stopsAtReject());
    }

    @Test
    void legacyScoresHaveNoBoundUnlessTheyAreGivenOne() {
        TestGroup root = root(legacy());
        assertEquals(OptionalDouble.empty(), root.maxScore());
        assertEquals(-Double.MAX_VALUE, root.minScore());
        assertEquals(VerdictOf.WORST_ERROR, root.verdictOf());
        assertEquals(true, root.stopsAtReject());
        assertEquals(true, group(root, "sample").counts());
        assertFalse(root.scoresTests());
    }

    @Test
    void aLegacyValidatorScoresWhereItsValidationSaysSo() {
        PackageBuilder builder = legacy().yaml("validation: custom score\ngrading: {objective: min, accept_score: 7}")
                .file("output_validators/v.py", "exit(42)\n");
        TestGroup root = root(builder);
        assertEquals(true, group(root, "secret").scoresTests());
        assertEquals(OptionalDouble.of(7), group(root, "secret").testScore());
        assertFound("problem.yaml: ", "grading.objective is 'min'", builder.warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "range: 0 => range is '0', it must be two numbers such as '0 100'",
                "range: 100 0 => range is '100 0', which is empty",
                "range: 0 many => range holds 'many', which is not a number",
                "accept_score: x => accept_score holds 'x', which is not a number"
            })
    void whatIsWrongWithALegacyGroupIsNamed(String yaml, String expected) {
        assertFound(
                "data/secret: ",
                expected,
                legacy().file("data/secret/testdata.yaml", yaml + "\n").errors());
    }

    /** Flags that make no other verdict than the first failure's need no tree. */
    @ParameterizedTest
    @CsvSource({
        "on_reject: break, false",
        "grader_flags: first_error, false",
        "'on_reject: continue\ngrader_flags: first_error', false",
        "on_reject: continue, true",
        "grader_flags: always_accept, true",
        "grader_flags: accept_if_any_accepted, true"
    })
    void aLegacyPassFailProblemHasGroupsOnlyWhereTheyChangeItsVerdict(String yaml, boolean tree) {
        PackageBuilder builder = PackageBuilder.legacy(directory).file("data/secret/testdata.yaml", yaml + "\n");
        Optional<TestGroup> root = builder.read().judgement().scoring();
        assertEquals(tree, root.isPresent());
        root.ifPresent(each -> assertFalse(each.isScored()));
    }
}
