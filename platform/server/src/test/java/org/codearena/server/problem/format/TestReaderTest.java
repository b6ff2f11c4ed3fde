package org.codearena.server.problem.format;

import static org.codearena.server.problem.format.ProblemPackagesTest.assertFound;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code data} holds. */
final class TestReaderTest {
    @TempDir
    Path directory;

    @Test
    void comeSamplesFirstAndThenGroupByGroup() {
        ParsedPackage read = PackageBuilder.current(directory)
                .without("data/secret/01.in")
                .without("data/secret/01.ans")
                .test("sample/2", "", "")
                .test("sample/10", "", "")
                .test("secret/b/1", "", "")
                .test("secret/a/9", "", "")
                .test("secret/a-b/1", "", "")
                .test("secret/a/sub/5", "", "")
                .read();
        assertEquals(
                List.of(
                        "sample/1",
                        "sample/10",
                        "sample/2",
                        "secret/a/9",
                        "secret/a/sub/5",
                        "secret/a-b/1",
                        "secret/b/1"),
                read.tests().stream().map(PackageTest::name).toList());
        assertEquals(
                List.of("sample", "sample", "sample", "secret/a", "secret/a", "secret/a-b", "secret/b"),
                read.tests().stream().map(PackageTest::group).toList());
    }

    @Test
    void ofTheLegacyFormatMayMixWithGroups() {
        ParsedPackage read = PackageBuilder.legacy(directory)
                .test("secret/a/deep/1", "", "")
                .test("secret/00", "", "")
                .test("sample/more/1", "", "")
                .read();
        assertEquals(
                List.of("sample/1", "sample/more/1", "secret/00", "secret/01", "secret/a/deep/1"),
                read.tests().stream().map(PackageTest::name).toList());
        assertEquals("secret/a/deep", read.tests().getLast().group());
        assertEquals(
                List.of(true, false),
                List.of(read.tests().getFirst().sample(), read.tests().getLast().sample()));
    }

    @Test
    void mayHaveFilesBesideThem() {
        ParsedPackage read = PackageBuilder.current(directory)
                .file("data/secret/01.desc", "why\n")
                .file("data/secret/01.hint", "think\n")
                .file("data/secret/01.png", "picture\n")
                .file("data/sample/1.out", "3.0\n")
                .file("data/sample/1.in.statement", "1 plus 2\n")
                .file("data/sample/1.in.download", "1 2\n")
                .file("data/secret/.DS_Store", "x")
                .read();
        assertEquals(Optional.of("think\n"), read.tests().getLast().settings().hint());
        assertEquals(
                Optional.of("data/sample/1.in.statement"),
                read.tests().getFirst().shown().input().map(PackageFile::path));
        assertEquals(
                Optional.of("data/sample/1.out"),
                read.tests().getFirst().shown().answer().map(PackageFile::path));
        assertEquals(List.of(), read.warnings());
    }

    @Test
    void haveFlagsOfTheirOwnGroup() {
        ParsedPackage read = PackageBuilder.current(directory)
                .without("data/secret/01.in")
                .without("data/secret/01.ans")
                .test("secret/a/1", "", "")
                .test("secret/a/2", "", "")
                .test("secret/b/1", "", "")
                .file("data/secret/a/test_group.yaml", "output_validator_args: [float_tolerance, 1e-6]\n")
                .file("data/secret/a/2.yaml", "output_validator_args: [case_sensitive]\nhint: look\n")
                .read();
        assertEquals(
                List.of(List.of(), List.of("float_tolerance", "1e-6"), List.of("case_sensitive"), List.of()),
                read.tests().stream().map(PackageTest::flags).toList());
        assertEquals(Optional.of("look"), read.tests().get(2).settings().hint());
    }

    @Test
    void takeOverArgumentsOfTheGroupAboveAndItsAuthorIsTold() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .without("data/secret/01.in")
                .without("data/secret/01.ans")
                .test("secret/a/1", "", "")
                .file("data/secret/test_group.yaml", "output_validator_args: [case_sensitive]\n");
        assertEquals(List.of("case_sensitive"), builder.read().tests().getLast().flags());
        assertFound("data/secret/a: ", "takes over arguments of data/secret", builder.warnings());
    }

    @Test
    void ofTheLegacyFormatTakeOverWhatTheirOwnFileDoesNotSay() {
        PackageBuilder builder = PackageBuilder.legacy(directory)
                .yaml("validator_flags: case_sensitive")
                .file("data/testdata.yaml", "output_validator_flags: float_tolerance 1e-6\n")
                .test("secret/a/1", "", "")
                .test("secret/a/b/1", "", "")
                .file("data/secret/a/testdata.yaml", "on_reject: break\ngrader_flags: first_error\n")
                .file(
                        "data/secret/a/b/testdata.yaml",
                        "output_validator_flags: {name: x, flags: space_change_sensitive}\n");
        assertEquals(
                List.of(
                        List.of("case_sensitive", "float_tolerance", "1e-6"),
                        List.of("case_sensitive", "float_tolerance", "1e-6"),
                        List.of("case_sensitive", "float_tolerance", "1e-6"),
                        List.of("case_sensitive", "space_change_sensitive")),
                builder.read().tests().stream().map(PackageTest::flags).toList());
        assertEquals(List.of(), builder.warnings());
    }

    @Test
    void haveArgumentsAndFilesOfTheirOwn() {
        ParsedPackage read = PackageBuilder.current(directory)
                .file(
                        "data/secret/test_group.yaml",
                        "args: [-v]\ninput_validator_args: [--max, 9]\nfull_feedback: yes\n")
                .file("data/secret/01.yaml", "args: [--name, 1.0]\nfull_feedback: false\n")
                .test("secret/02", "", "")
                .file("data/secret/02.yaml", "input_validator_args: {check: [--min, '1']}\n")
                .file("data/secret/02.files/words/en.txt", "a\n")
                .file("data/secret/02.files/test_group.yaml", "not ours\n")
                .read();
        PackageTest sample = read.tests().get(0);
        PackageTest first = read.tests().get(1);
        PackageTest second = read.tests().get(2);
        assertEquals(List.of("--name", "1.0"), first.settings().arguments());
        assertEquals(List.of("-v"), second.settings().arguments());
        assertEquals(List.of("--max", "9"), first.settings().inputValidator().of("check.py"));
        assertEquals(List.of("--min", "1"), second.settings().inputValidator().of("check.py"));
        assertEquals(List.of(), second.settings().inputValidator().of("other"));
        assertEquals(Set.of("words/en.txt", "test_group.yaml"), second.files().keySet());
        assertEquals(Map.of(), first.files());
        assertEquals(
                List.of(true, false, true),
                List.of(
                        sample.settings().fullFeedback(),
                        first.settings().fullFeedback(),
                        second.settings().fullFeedback()));
    }

    @Test
    void constantsStandForTheirValuesInSettingsOfGroups() {
        ParsedPackage read = PackageBuilder.current(directory)
                .yaml("constants: {max_n: 100}")
                .file("data/secret/test_group.yaml", "args: ['{{max_n}}', '{{min_n}}']\n")
                .read();
        assertEquals(
                List.of("100", "{{min_n}}"), read.tests().getLast().settings().arguments());
    }

    @Test
    void ofTheLegacyFormatHaveFlagsForEachInputValidator() {
        ParsedPackage read = PackageBuilder.legacy(directory)
                .file("data/testdata.yaml", "input_validator_flags: --max 9\n")
                .file("data/secret/testdata.yaml", "input_validator_flags: {name: check.py, flags: --max 5}\n")
                .read();
        assertEquals(
                List.of("--max", "9"),
                read.tests().getFirst().settings().inputValidator().of("any"));
        assertEquals(
                List.of("--max", "5"),
                read.tests().getLast().settings().inputValidator().of("check.py"));
        assertEquals(
                List.of(), read.tests().getLast().settings().inputValidator().of("other.py"));
    }

    @Test
    void areShownAsConversationsWhereTheProblemIsOne() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .yaml("type: interactive")
                .file("output_validator/check.py", "exit(42)\n")
                .file("data/sample/1.interaction", ">1\n<2\n")
                .test("sample/2", "", "");
        assertEquals(
                Optional.of("data/sample/1.interaction"),
                builder.read().tests().getFirst().shown().interaction().map(PackageFile::path));
        assertTrue(builder.read().tests().get(1).shown().any());
    }

    @Test
    void ofLegacyConversationsShowNothingElse() {
        ParsedPackage read = PackageBuilder.legacy(directory)
                .yaml("validation: custom interactive")
                .file("output_validators/check.py", "exit(42)\n")
                .file("data/sample/2.interaction", ">1\n<2\n")
                .read();
        assertFalse(read.tests().getFirst().shown().any());
        assertEquals(
                List.of("2.interaction"),
                read.documents().stream().map(PackageDocument::name).toList());
    }

    @Test
    void ofValidatorsComeWithWhatTheyNeed() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("data/invalid_input/zero.in", "0\n")
                .file("data/invalid_input/deep/one.in", "1\n")
                .file("data/invalid_input/test_group.yaml", "input_validator_args: [--max, '9']\n")
                .file("data/invalid_output/a.in", "1 2\n")
                .file("data/invalid_output/a.ans", "3\n")
                .file("data/invalid_output/a.out", "4\n")
                .file("data/valid_output/b.in", "1 2\n")
                .file("data/valid_output/b.ans", "3\n")
                .file("data/valid_output/b.out", "3.0\n")
                .file("data/valid_output/b.yaml", "output_validator_args: [float_tolerance, 1e-6]\n")
                .file("data/valid_output/c.in", "1 2\n");
        List<PackageCheck> checks = builder.read().judgement().checks();
        assertEquals(
                List.of(
                        "INVALID_INPUT invalid_input/deep/one",
                        "INVALID_INPUT invalid_input/zero",
                        "INVALID_OUTPUT invalid_output/a",
                        "VALID_OUTPUT valid_output/b"),
                checks.stream().map(check -> check.kind() + " " + check.name()).toList());
        assertEquals(
                List.of("--max", "9"),
                checks.getFirst().settings().inputValidator().of("check.py"));
        assertEquals(
                List.of("float_tolerance", "1e-6"), checks.getLast().settings().validator());
        assertFound("data/valid_output/c: ", "c.ans is missing", builder.warnings());
        assertEquals(2, builder.read().tests().size());
    }

    @Test
    void areNamedWhenSomethingIsMissing() {
        List<String> errors = PackageBuilder.current(directory)
                .file("data/secret/02.in", "")
                .file("data/secret/03.ans", "")
                .file("data/secret/04.yaml", "hint: x\n")
                .errors();
        assertFound("data/secret/02.in: ", "data/secret/02.ans is missing", errors);
        assertFound("data/secret/03.ans: ", "data/secret/03.in is missing", errors);
        assertFound("data/secret/04.yaml: ", "data/secret/04.in is missing", errors);
    }

    @Test
    void areNeeded() {
        assertFound(
                "data/secret: ",
                "holds no test",
                PackageBuilder.current(directory)
                        .without("data/secret/01.in")
                        .without("data/secret/01.ans")
                        .errors());
    }

    @Test
    void areEitherInGroupsOrNot() {
        List<String> errors = PackageBuilder.current(directory)
                .test("secret/a/1", "", "")
                .test("sample/x/1", "", "")
                .file("data/secret/b/readme.txt", "")
                .errors();
        assertFound("data/secret: ", "holds both tests and groups (a/)", errors);
        assertFound("data/sample/x: ", "is a group, which samples must not have", errors);
        assertFound("data/secret/b: ", "is a group without a test", errors);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "data/secret/test_group.yaml => max_score: 5 => max_score is for scoring problems",
                "data/secret/test_group.yaml => require_pass: sample => require_pass is for scoring problems",
                "data/secret/test_group.yaml => static_validation_score: 5 => static validators are not supported",
                "data/secret/test_group.yaml => on_reject: break => the key 'on_reject' is unknown",
                "data/secret/test_group.yaml => args: -v => args must be a list of strings",
                "data/secret/01.yaml => max_score: 1 => the key 'max_score' is unknown",
                "data/secret/01.yaml => output_validator_args: fuzzy => must be a list of strings",
                "data/secret/testdata.yaml => on_reject: break => is not of format 2025-09, where groups are configured by test_group.yaml",
                "data/test_group.yaml => full_feedback: true => configures no group",
                "static_validator/check.py => x => holds a static validator, which is not supported"
            })
    void whatCannotBeTakenIsRefusedByName(String file, String content, String expected) {
        assertFound(
                "",
                expected,
                PackageBuilder.current(directory).file(file, content + "\n").errors());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "grading: custom => custom graders are not supported",
                "on_reject: sometimes => on_reject is 'sometimes', allowed are break and continue"
            })
    void legacyGradersAreRefusedByName(String line, String expected) {
        assertFound(
                "data/secret",
                expected,
                PackageBuilder.legacy(directory)
                        .file("data/secret/testdata.yaml", line + "\n")
                        .errors());
    }

    @Test
    void withNamesOutsideTheFormatAreIgnoredWithAWarning() {
        PackageBuilder builder =
                PackageBuilder.current(directory).file("data/secret/0 2.in", "").file("data/secret/-x.in", "");
        assertEquals(2, builder.read().tests().size());
        assertFound("data/secret/0 2.in: ", "is ignored", builder.warnings());
    }
}
