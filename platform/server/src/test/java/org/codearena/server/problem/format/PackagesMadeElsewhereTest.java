package org.codearena.server.problem.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.codearena.server.problem.format.JudgedSubmission.JudgedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Habits of packages that were made for other judges. */
final class PackagesMadeElsewhereTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiterString = "=>",
            value = {
                "a  b\tc => a|b|c",
                "--say \"two words\" x => --say|two words|x",
                "--say='it is' => --say=it is",
                "'' x => |x",
                "it's so => it's|so",
                "`` => ``",
            })
    void argumentsInOneStringAreSplitAsByAShellUnlessAQuoteIsLeftOpen(String text, String arguments) {
        List<String> expected = arguments.isEmpty() ? List.of() : List.of(arguments.split("\\|", -1));
        assertEquals(expected, CommandLine.split(text));
    }

    @Test
    void flagsOfTheLegacyFormatMayHoldQuotes() {
        PackageBuilder builder = PackageBuilder.legacy(directory)
                .yaml("validation: custom\nvalidator_flags: --team \"more than these\"")
                .file("output_validators/check.py", "exit(42)\n")
                .file("data/secret/testdata.yaml", "output_validator_flags: --judge \"a secret\"\n");
        assertEquals(
                List.of("--team", "more than these", "--judge", "a secret"),
                builder.read().tests().getLast().settings().validator());
    }

    @Test
    void theDraftHasTheMetadataOfTheFormatAndGroupFilesOfEitherNeighbour() {
        ParsedPackage parsed = PackageBuilder.current(directory)
                .without("problem.yaml")
                .file("problem.yaml", """
                        problem_format_version: 2023-07-draft
                        name: Sum
                        source:
                          name:
                          url:
                        source_url: https://example.org
                        rights_owner:
                        credits:
                          authors: [One, Two]
                        limits:
                          time_limit: 1.5
                        """)
                .file("data/testdata.yaml", "output_validator_args: float_tolerance 1e-6\n")
                .file("data/secret/many/test_group.yaml", "output_validator_args: [case_sensitive]\n")
                .test("secret/many/few/1", "2 2\n", "4\n")
                .read();
        assertEquals(Format.DRAFT_2023_07, parsed.metadata().format());
        assertEquals(List.of("One", "Two"), parsed.metadata().credits().authors());
        assertEquals(
                List.of(
                        List.of("float_tolerance", "1e-6"),
                        List.of("float_tolerance", "1e-6"),
                        List.of("case_sensitive")),
                parsed.tests().stream().map(test -> test.settings().validator()).toList());
    }

    @Test
    void theDraftIsScoredByTheFlagsOfTheLegacyFormat() {
        ParsedPackage parsed = PackageBuilder.current(directory)
                .file(
                        "problem.yaml",
                        "problem_format_version: 2023-07-draft\ntype: scoring\nname: Sum\nlimits:\n  time_limit: 1\n")
                .file("data/secret/testdata.yaml", "accept_score: 30\nrange: 0 30\ngrader_flags: min\n")
                .read();
        assertEquals(
                30,
                parsed.judgement()
                        .scoring()
                        .orElseThrow()
                        .groups()
                        .getLast()
                        .testScore()
                        .orElseThrow());
    }

    @Test
    void draftsOfTheFormatItselfAreReadAsIt() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("problem.yaml", "problem_format_version: draft\nname: Sum\nlimits:\n  time_limit: 1\n");
        assertEquals(Format.V2025_09, builder.read().metadata().format());
        assertTrue(
                builder.warnings().contains("problem.yaml: problem_format_version is 'draft': it is read as 2025-09"),
                builder.warnings().toString());
    }

    @Test
    void whatIsWrittenForPython2IsNotTakenForItsSuccessor() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("submissions/accepted/old.py", "#!/usr/bin/env python2\nprint 3\n")
                .file("submissions/accepted/new.py", "#!/usr/bin/env python3\nprint(3)\n");
        assertEquals(
                Optional.of("python2"), submission(builder, "accepted/old.py").language());
        assertEquals(Optional.empty(), submission(builder, "accepted/new.py").language());
    }

    @Test
    void aLanguageThatNobodyKnowsIsLeftToTheFiles() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("submissions.json", "{\"submissions/accepted/sum.py\": {\"langid\": \"py3\"}}");
        assertEquals(Optional.empty(), submission(builder, "accepted/sum.py").language());
        assertTrue(
                builder.warnings().toString().contains("accepted/sum.py: is said to be in 'py3'"),
                builder.warnings().toString());
    }

    @Test
    void aTagIsNotTakenFromTextThatSpeaksOfTags() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("submissions/mixed/two/a.py", "# The @EXPECTED_RESULTS@: tag is in the other file\n")
                .file("submissions/mixed/two/expected.txt", "@EXPECTED_RESULTS@: NO-OUTPUT\n")
                .file("submissions/mixed/other.py", "# @EXPECTED_SCORE@: CORRECT\n");
        assertEquals(
                List.of("wrong-answer"),
                submission(builder, "mixed/two").expectation().verdicts());
        assertEquals(
                List.of("accepted"),
                submission(builder, "mixed/other.py").expectation().verdicts());
    }

    @Test
    void whoWritesForEverIsTooSlowWhereOutputIsCutOff() {
        Expectation expectation = submission(
                        PackageBuilder.current(directory).file("submissions/time_limit_exceeded/yes.py", ""),
                        "time_limit_exceeded/yes.py")
                .expectation();
        assertEquals(List.of("time-limit-exceeded"), expectation.verdicts());
        assertEquals(Optional.empty(), expectation.disagreement(judged("output-limit-exceeded", "")));
        assertEquals(
                Optional.of("got memory-limit-exceeded on secret/01, permitted accepted, time-limit-exceeded"),
                expectation.disagreement(judged("memory-limit-exceeded", "")));
    }

    @Test
    void aJudgeErrorSaysWhatTheValidatorDid() {
        assertEquals(
                Optional.of("got judge-error on secret/01: the validator exited with status 1"),
                submission(PackageBuilder.current(directory), "accepted/sum.py")
                        .expectation()
                        .disagreement(judged("judge-error", "the validator exited with status 1\n")));
    }

    private static JudgedSubmission judged(String verdict, String message) {
        return JudgedSubmission.of("python", verdict, List.of(new JudgedTest("secret/01", verdict, 5, message)));
    }

    private static PackageSubmission submission(PackageBuilder builder, String path) {
        return builder.read().submissions().stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
