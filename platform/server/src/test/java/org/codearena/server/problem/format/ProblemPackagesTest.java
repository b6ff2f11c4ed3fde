package org.codearena.server.problem.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProblemPackagesTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path directory;

    @Nested
    class Metadata {
        @Test
        void aMinimalCurrentPackageHasTheFormatsDefaults() {
            ParsedPackage read = PackageBuilder.current(directory).read();
            assertEquals("Sum", read.title());
            assertEquals(Format.V2025_09, read.metadata().format());
            assertEquals(
                    new ProblemLimits(new TimeLimit.Given(2_000), 2048 * MIB, 8 * MIB, 256 << 10, 60_000, 2048 * MIB),
                    read.metadata().limits());
            assertEquals(Optional.empty(), read.metadata().difficulty());
            assertEquals(List.of(), read.metadata().languages());
            assertEquals(List.of(), read.warnings());
        }

        @Test
        void aMinimalLegacyPackageHasTheFormatsDefaults() {
            ParsedPackage read = PackageBuilder.legacy(directory).read();
            assertEquals("The Sum", read.title());
            assertEquals(Format.LEGACY, read.metadata().format());
            assertEquals(new TimeLimit.Given(2_000), read.metadata().limits().time());
            assertEquals(List.of(), read.warnings());
        }

        @Test
        void everythingThatACurrentPackageMaySay() {
            ParsedPackage read = PackageBuilder.current(directory)
                    .file("problem.yaml", """
                            problem_format_version: 2025-09
                            type: [pass-fail]
                            name:
                              en: No
                              pt-BR: Não
                            uuid: %s
                            version: 1.0
                            credits:
                              authors: [Ann <ann@a.example>, {name: Bob, email: b@b.example, kattis: bob}]
                              testers: Cid
                              translators: {pt-BR: [Dee]}
                            source: [{name: NWERC 2024, url: https://n.example}, SWERC]
                            license: cc by-sa
                            rights_owner: Us
                            embargo_until: 2030-01-02
                            limits:
                              time_limit: 1.5
                              time_multipliers: {ac_to_time_limit: 3, time_limit_to_tle: 1.2}
                              time_resolution: 0.5
                              memory: 512
                              output: 4
                              code: 64
                              compilation_time: 10
                              compilation_memory: 1024
                              validation_time: 10
                              validation_memory: 100
                              validation_output: 8
                            keywords: [graphs, hard, easy-to-read]
                            languages: [python3, java]
                            allow_file_writing: false
                            constants: {max_n: 1e5, big: yes}
                            """.formatted(PackageBuilder.UUID))
                    .file("statement/problem.pt-BR.tex", "Some\n")
                    .read();
            var metadata = read.metadata();
            assertEquals(Map.of("en", "No", "pt-BR", "Não"), metadata.names());
            assertEquals("No", read.title());
            assertEquals(Optional.of("1.0"), metadata.version());
            assertEquals(
                    new org.codearena.server.problem.format.Metadata.Credits(
                            List.of("Ann", "Bob"), List.of("NWERC 2024", "SWERC"), "cc by-sa", Optional.of("Us")),
                    metadata.credits());
            assertEquals(Optional.of(Instant.parse("2030-01-02T00:00:00Z")), metadata.embargo());
            assertEquals(
                    new ProblemLimits(new TimeLimit.Given(1_500), 512 * MIB, 4 * MIB, 64 << 10, 10_000, 1024 * MIB),
                    metadata.limits());
            assertEquals(Optional.of(Difficulty.HARD), metadata.difficulty());
            assertEquals(List.of("graphs", "easy-to-read"), metadata.tags());
            assertEquals(List.of("python3", "java"), metadata.languages());
            assertEquals(Map.of("max_n", "1e5", "big", "yes"), metadata.constants());
        }

        @Test
        void everythingThatALegacyPackageMaySay() {
            ParsedPackage read = PackageBuilder.legacy(directory)
                    .file("problem.yaml", """
                            problem_format_version: legacy
                            type: pass-fail
                            name: Sum
                            author: Ann and Bob, Cid
                            source: NWERC
                            source_url: https://n.example
                            license: cc by
                            limits: {time_multiplier: 4, time_safety_margin: 1.5, memory: 64}
                            validation: default
                            validator_flags: float_tolerance 1e-6  case_sensitive
                            keywords: medium geometry
                            """)
                    .without(".timelimit")
                    .read();
            assertEquals(List.of("Ann", "Bob", "Cid"), read.metadata().credits().authors());
            assertEquals(
                    new TimeLimit.Inferred(new BigDecimal("4"), new BigDecimal("1.5"), 1_000),
                    read.metadata().limits().time());
            assertEquals(64 * MIB, read.metadata().limits().memoryBytes());
            assertEquals(Optional.of(Difficulty.MEDIUM), read.metadata().difficulty());
            assertEquals(List.of("geometry"), read.metadata().tags());
            assertEquals(
                    List.of("float_tolerance", "1e-6", "case_sensitive"),
                    read.tests().getFirst().flags());
        }

        @ParameterizedTest
        @CsvSource(
                delimiterString = "=>",
                value = {
                    "author: Ann => the key 'author' is unknown, known are allow_file_writing, constants, credits",
                    "limits: {time: 3} => the key 'limits.time' is unknown",
                    "limits: {time_limit: 0} => limits.time_limit is '0', allowed are numbers above 0",
                    "limits: {time_limit: -1} => limits.time_limit is '-1'",
                    "limits: {time_limit: 0x10} => limits.time_limit is '0x10'",
                    "limits: {time_limit: .inf} => limits.time_limit is '.inf'",
                    "limits: {time_limit: 1000} => limits.time_limit is 1000, allowed are at most 300 seconds",
                    "limits: {memory: 0.5} => limits.memory is '0.5', allowed are whole numbers from 1 to 16384",
                    "limits: {memory: 999999} => limits.memory is '999999', allowed are whole numbers from 1 to 16384",
                    "limits: {output: [1]} => limits.output must be a whole number, is a list",
                    "limits: {validation_passes: 2} => multi-pass problems, which are not supported yet",
                    "limits: 5 => limits must be a map, is '5'",
                    "type: scoring => type is 'scoring', and scoring problems are not supported yet",
                    "type: [pass-fail, interactive] => interactive problems are not supported yet",
                    "type: multi-pass => multi-pass problems are not supported yet",
                    "type: submit-answer => submit-answer problems are not supported yet",
                    "type: fun => type is 'fun', known are pass-fail, scoring",
                    "license: mine => license is 'mine', known are unknown, public domain",
                    "languages: [python3, klingon] => languages holds 'klingon'",
                    "keywords: {a: b} => keywords must be a list of strings, is a map",
                    "allow_file_writing: true => allow_file_writing is true, which is not supported yet",
                    "allow_file_writing: perhaps => allow_file_writing is 'perhaps', allowed are true and false",
                    "constants: {1a: 2} => constants.1a is no name of a constant",
                    "embargo_until: tomorrow => embargo_until is 'tomorrow'",
                    "credits: {author: Ann} => the key 'credits.author' is unknown",
                    "source: {title: A} => the key 'source.title' is unknown"
                })
        void whatIsWrongIsNamedWithItsValueAndWhatIsAllowed(String line, String expected) {
            PackageBuilder builder = PackageBuilder.current(directory);
            if (line.startsWith("limits")) {
                builder.file(
                        "problem.yaml", "problem_format_version: 2025-09\nname: Sum\nuuid: " + PackageBuilder.UUID);
                builder.yaml("");
            }
            assertFound("problem.yaml: ", expected, builder.yaml(line).errors());
        }

        @ParameterizedTest
        @CsvSource(
                delimiterString = "=>",
                value = {
                    "uuid: x => the key 'uuid'",
                    "credits: Ann => the key 'credits' is unknown",
                    "validation: custom => custom output validators are not supported yet",
                    "validation: custom interactive => interactive problems are not supported yet",
                    "validation: custom score => scoring problems are not supported yet",
                    "validation: strange => validation is 'strange', supported is default",
                    "type: scoring => scoring problems are not supported yet",
                    "grading: {objective: max} => scoring problems, which are not supported yet",
                    "validator_flags: float_tolerance => lacks its tolerance",
                    "validator_flags: fuzzy => validator flag 'fuzzy' is unknown, allowed are case_sensitive"
                })
        void theLegacyFormatHasRulesOfItsOwn(String line, String expected) {
            List<String> errors = PackageBuilder.legacy(directory).yaml(line).errors();
            if (line.startsWith("uuid")) {
                assertFound("problem.yaml: ", "uuid is 'x', which is not a UUID", errors);
            } else {
                assertFound("", expected, errors);
            }
        }

        @Test
        void nameAndUuidAreNeeded() {
            List<String> errors = PackageBuilder.current(directory)
                    .file("problem.yaml", "problem_format_version: 2025-09\n")
                    .errors();
            assertFound("problem.yaml: ", "name is missing", errors);
            assertFound("problem.yaml: ", "uuid is missing", errors);
        }

        @Test
        void anUnknownVersionIsRefusedWithTheKnownOnes() {
            assertEquals(
                    List.of(
                            "problem.yaml: problem_format_version is '2023-07-draft', supported are 2025-09, legacy, legacy-icpc"),
                    PackageBuilder.current(directory)
                            .file("problem.yaml", "problem_format_version: 2023-07-draft\nname: x\n")
                            .errors());
        }

        @Test
        void namesAreThoseOfTheStatements() {
            List<String> errors = PackageBuilder.current(directory)
                    .file("statement/problem.sv.md", "Addera\n")
                    .file(
                            "problem.yaml",
                            "problem_format_version: 2025-09\nuuid: " + PackageBuilder.UUID
                                    + "\nname: {en: A, de: B, Klingon: C}\n")
                    .errors();
            assertFound("problem.yaml: ", "name is missing for the statement in sv", errors);
            assertFound("problem.yaml: ", "name is given for Klingon, de, where no statement is", errors);
            assertFound("problem.yaml: ", "name.Klingon is of no language", errors);
        }

        @Test
        void aLegacyTimeLimitIsTakenFromWhereToolsKeepIt() {
            PackageBuilder builder = PackageBuilder.legacy(directory).file(".timelimit", "1.5\n");
            assertEquals(
                    new TimeLimit.Given(1_500),
                    builder.read().metadata().limits().time());
            builder.without(".timelimit").file("domjudge-problem.ini", "short-name = a\ntimelimit='3'\n");
            assertEquals(
                    new TimeLimit.Given(3_000),
                    builder.read().metadata().limits().time());
            assertFound(
                    ".timelimit: ",
                    "holds 'soon'",
                    builder.file(".timelimit", "soon").errors());
        }

        @Test
        void theCurrentFormatHasNoHiddenTimeLimit() {
            PackageBuilder builder = PackageBuilder.current(directory)
                    .file(
                            "problem.yaml",
                            "problem_format_version: 2025-09\nname: Sum\nuuid: " + PackageBuilder.UUID + "\n")
                    .file(".timelimit", "7");
            assertEquals(
                    new TimeLimit.Inferred(new BigDecimal("2.0"), new BigDecimal("1.5"), 1_000),
                    builder.read().metadata().limits().time());
            assertFound(".timelimit: ", "is ignored", builder.warnings());
        }
    }

    @Nested
    class Yaml {
        @Test
        void bombsOfAliasesAreRefused() {
            StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
            for (int i = 1; i < 30; i++) {
                String alias = "*a" + (i - 1);
                bomb.append("a%d: &a%d [%s, %s, %s, %s, %s, %s, %s, %s, %s]\n"
                        .formatted(i, i, alias, alias, alias, alias, alias, alias, alias, alias, alias));
            }
            assertFound(
                    "problem.yaml: ",
                    "not YAML that we take",
                    PackageBuilder.current(directory)
                            .file("problem.yaml", bomb.toString())
                            .errors());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a: !!java.net.URL [\"http://e.example\"]",
                    "a: !!javax.script.ScriptEngineManager []",
                    "a: b\na: c",
                    "a: [1, 2",
                    "- just\n- a list",
                    "just text",
                    "&a [*a]",
                    "? {a: b}\n: c",
                    "--- 1\n--- 2",
                    "a: \u0007"
                })
        void whatIsNotAPlainMapIsRefused(String yaml) {
            List<String> errors =
                    PackageBuilder.current(directory).file("problem.yaml", yaml).errors();
            assertTrue(errors.stream().allMatch(error -> error.startsWith("problem.yaml: ")), errors.toString());
        }

        @Test
        void deepNestingIsRefused() {
            assertFound(
                    "problem.yaml: ",
                    "not YAML that we take",
                    PackageBuilder.current(directory)
                            .file("problem.yaml", "a: " + "[".repeat(50_000) + "]".repeat(50_000))
                            .errors());
        }

        @Test
        void hugeFilesAreRefusedUnread() {
            assertFound(
                    "problem.yaml: ",
                    "bytes, at most 1048576 are allowed",
                    PackageBuilder.current(directory)
                            .file("problem.yaml", "a: " + "x".repeat(2 << 20))
                            .errors());
        }

        @Test
        void otherEncodingsAreRefused() {
            assertFound(
                    "problem.yaml: ",
                    "is not UTF-8",
                    PackageBuilder.current(directory)
                            .file("problem.yaml", new byte[] {'a', ':', (byte) 0xff})
                            .errors());
        }
    }

    @Nested
    class Tests {
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
                    List.of(
                            read.tests().getFirst().sample(),
                            read.tests().getLast().sample()));
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
            assertEquals(Optional.of("think\n"), read.tests().getLast().hint());
            assertEquals(
                    Optional.of("data/sample/1.in.statement"),
                    read.tests().getFirst().shownInput().map(PackageFile::path));
            assertEquals(
                    Optional.of("data/sample/1.out"),
                    read.tests().getFirst().shownAnswer().map(PackageFile::path));
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
            assertEquals(Optional.of("look"), read.tests().get(2).hint());
        }

        @Test
        void doNotTakeOverFlagsOfTheGroupAboveAndItsAuthorIsTold() {
            PackageBuilder builder = PackageBuilder.current(directory)
                    .without("data/secret/01.in")
                    .without("data/secret/01.ans")
                    .test("secret/a/1", "", "")
                    .file("data/secret/test_group.yaml", "output_validator_args: [case_sensitive]\n");
            assertEquals(List.of(), builder.read().tests().getLast().flags());
            assertFound("data/secret/a: ", "does not take over the output validator's flags", builder.warnings());
        }

        @Test
        void ofTheLegacyFormatTakeTheClosestFile() {
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
                            List.of("case_sensitive"),
                            List.of("case_sensitive", "space_change_sensitive")),
                    builder.read().tests().stream().map(PackageTest::flags).toList());
            assertFound("data/secret/a: ", "does not take over", builder.warnings());
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
                    "data/secret/test_group.yaml => args: [a] => command-line arguments of submissions are not supported yet",
                    "data/secret/test_group.yaml => static_validation_score: 5 => static validators are not supported yet",
                    "data/secret/test_group.yaml => on_reject: break => the key 'on_reject' is unknown",
                    "data/secret/01.yaml => args: [a] => command-line arguments of submissions are not supported yet",
                    "data/secret/01.yaml => max_score: 1 => the key 'max_score' is unknown",
                    "data/secret/01.yaml => output_validator_args: fuzzy => must be a list of strings",
                    "data/secret/testdata.yaml => on_reject: break => is not of format 2025-09, where groups are configured by test_group.yaml",
                    "data/secret/01.files/a.txt => x => gives a test input files, which are not supported yet",
                    "data/secret/01.ans.statement => x => must both be there or neither",
                    "data/test_group.yaml => full_feedback: true => configures no group",
                    "output_validator/check.py => x => holds a custom output validator, which is not supported yet",
                    "output_validators/check.py => x => holds a custom output validator",
                    "static_validator/check.py => x => holds a static validator, which is not supported yet",
                    "include/default/a.py => x => holds files that go with every submission, which is not supported yet"
                })
        void whatWeCannotDoYetIsRefusedByName(String file, String content, String expected) {
            assertFound(
                    "",
                    expected,
                    PackageBuilder.current(directory).file(file, content + "\n").errors());
        }

        @ParameterizedTest
        @CsvSource(
                delimiterString = "=>",
                value = {
                    "grading: custom => custom graders are not supported yet",
                    "grader_flags: accept_if_any_accepted => grader_flags holds 'accept_if_any_accepted'",
                    "accept_score: 5 => accept_score is for scoring problems",
                    "range: 0 1 => range is for scoring problems",
                    "max_score: 5 => the key 'max_score' is unknown"
                })
        void legacyGradersAreRefusedByName(String line, String expected) {
            assertFound(
                    "data/secret/testdata.yaml: ",
                    expected,
                    PackageBuilder.legacy(directory)
                            .file("data/secret/testdata.yaml", line + "\n")
                            .errors());
        }

        @Test
        void withNamesOutsideTheFormatAreIgnoredWithAWarning() {
            PackageBuilder builder = PackageBuilder.current(directory)
                    .file("data/secret/0 2.in", "")
                    .file("data/secret/-x.in", "");
            assertEquals(2, builder.read().tests().size());
            assertFound("data/secret/0 2.in: ", "is ignored", builder.warnings());
        }
    }

    @Nested
    class Statements {
        @Test
        void comeInTheirLanguagesEnglishFirst() {
            ParsedPackage read = PackageBuilder.current(directory)
                    .file("statement/problem.de.md", "Addiere.\n")
                    .file("statement/problem.fil.tex", "\\problemname{X}Y\n")
                    .file(
                            "problem.yaml",
                            "problem_format_version: 2025-09\nuuid: " + PackageBuilder.UUID
                                    + "\nname: {de: Summe, en: Sum, fil: Suma}\n")
                    .read();
            assertEquals(
                    List.of("en Sum", "de Summe", "fil Suma"),
                    read.statements().stream()
                            .map(s -> s.language() + " " + s.title())
                            .toList());
            assertEquals(
                    "<p>Add <span class=\"math inline\">a</span> and <span class=\"math inline\">b</span>.</p>",
                    read.statements().getFirst().html());
        }

        @Test
        void showPicturesAndOfferAttachments() {
            ParsedPackage read = PackageBuilder.current(directory)
                    .file("statement/problem.en.md", "![x](dog.png) ![y](evil.png)\n")
                    .file("statement/dog.png", png())
                    .file("statement/notes.txt", "mine")
                    .file("attachments/tool.py", "print()")
                    .read();
            assertEquals(
                    List.of("dog.png image/png PICTURE", "tool.py application/octet-stream ATTACHMENT"),
                    read.documents().stream()
                            .map(d -> d.name() + " " + d.mediaType() + " " + d.kind())
                            .toList());
            assertTrue(read.statements().getFirst().html().contains("/api/v1/problems/sum/files/dog.png"));
            assertFound("statement/problem.en.md: ", "shows the picture 'evil.png'", strings(read.warnings()));
        }

        @Test
        void mayBeAPdf() {
            ParsedPackage read = PackageBuilder.legacy(directory)
                    .without("problem_statement/problem.en.tex")
                    .file("problem_statement/problem.pdf", "%PDF-1.7\n...")
                    .read();
            assertEquals(
                    Optional.of("problem.pdf"), read.statements().getFirst().pdf());
            assertEquals("Sum", read.title());
            assertEquals("application/pdf", read.documents().getFirst().mediaType());
        }

        @Test
        void areWhatTheyClaimToBe() {
            List<String> errors = PackageBuilder.current(directory)
                    .file("statement/a.png", "<html><script>alert(1)</script>")
                    .file("statement/b.jpg", png())
                    .file("statement/c.svg", "no drawing")
                    .file("statement/d.gif", "GIF89a")
                    .errors();
            assertEquals(
                    List.of(
                            "statement/a.png: does not begin as a file of type image/png does",
                            "statement/b.jpg: does not begin as a file of type image/jpeg does",
                            "statement/c.svg: does not begin as a file of type image/svg+xml does"),
                    errors);
        }

        @Test
        void areNeeded() {
            assertFound(
                    "statement: ",
                    "holds no statement",
                    PackageBuilder.current(directory)
                            .without("statement/problem.en.md")
                            .errors());
        }

        @Test
        void faultsInThemAreTheAuthorsToHear() {
            PackageBuilder builder =
                    PackageBuilder.current(directory).file("statement/problem.en.md", "{{nextsample}}{{nextsample}}");
            assertFound("statement/problem.en.md: ", "asks for sample 2, but there are 1", builder.errors());
        }

        @Test
        void oneLanguageHasOneStatement() {
            PackageBuilder builder = PackageBuilder.legacy(directory)
                    .file("problem_statement/problem.tex", "\\problemname{Other}\n")
                    .file("problem_statement/problem.en.pdf", "%PDF-1.7\n");
            assertEquals("The Sum", builder.read().title());
            assertFound("problem_statement/problem.en.pdf: ", "is ignored", builder.warnings());
            assertFound("problem_statement/problem.tex: ", "is ignored", builder.warnings());
        }
    }

    @Nested
    class TheTree {
        @Test
        void linksInsideThePackageAreFollowed() throws IOException {
            PackageBuilder builder = PackageBuilder.current(directory);
            Files.createSymbolicLink(directory.resolve("data/secret/02.in"), Path.of("../sample/1.in"));
            Files.createSymbolicLink(directory.resolve("data/secret/02.ans"), Path.of("../sample/1.ans"));
            assertEquals(3, builder.read().tests().size());
        }

        @ParameterizedTest
        @ValueSource(strings = {"/etc/hostname", "../../outside", "nowhere", "/"})
        void linksOutOfThePackageAreRefused(String target) throws IOException {
            PackageBuilder builder = PackageBuilder.current(Files.createDirectories(directory.resolve("a/b/package")));
            Files.writeString(directory.resolve("a/outside"), "secret");
            Files.createSymbolicLink(builder.root().resolve("data/secret/02.in"), Path.of(target));
            assertFound("data/secret/02.in: ", "is a link that leads out of the package or nowhere", builder.errors());
        }

        @Test
        void linksInACircleComeToAnEnd() throws IOException {
            PackageBuilder builder = PackageBuilder.current(directory);
            Files.createSymbolicLink(directory.resolve("data/secret/loop"), Path.of(".."));
            assertTrue(
                    builder.errors().toString().contains("directories deep"),
                    builder.errors().toString());
        }

        @Test
        void theHashIsThatOfTheContent() throws IOException {
            Path other = directory.resolve("other");
            String hash =
                    PackageBuilder.current(directory.resolve("one")).read().hash();
            assertEquals(hash, PackageBuilder.current(other).read().hash());
            assertNotEquals(
                    hash,
                    PackageBuilder.current(other)
                            .test("secret/01", "2 2\n", "5\n")
                            .read()
                            .hash());
        }

        @Test
        void tooMuchIsRefused() throws IOException {
            PackageBuilder builder = PackageBuilder.current(directory);
            PackageLimits few = new PackageLimits(
                    1,
                    1_000_000,
                    1_000,
                    8,
                    1,
                    3,
                    1_000,
                    1_000,
                    1_000,
                    PackageLimits.SystemDefaults.DEFAULT,
                    PackageLimits.Most.DEFAULT);
            assertTrue(refusal(builder, few).contains("more than the 8 files and directories"), refusal(builder, few));
            PackageLimits small = new PackageLimits(
                    1,
                    100,
                    1_000,
                    80,
                    1,
                    3,
                    1_000,
                    1_000,
                    1_000,
                    PackageLimits.SystemDefaults.DEFAULT,
                    PackageLimits.Most.DEFAULT);
            assertTrue(refusal(builder, small).contains("more than the 100 bytes"), refusal(builder, small));
        }

        @Test
        void theNameOfTheProblemIsChecked() {
            PackageBuilder builder = PackageBuilder.current(directory);
            for (String slug : List.of("", "A", "a b", "-a", "a-", "a_b", "a".repeat(65), "../a", "ä")) {
                String message = assertThrows(
                                PackageRefusedException.class,
                                () -> new ProblemPackages(PackageLimits.DEFAULT).read(builder.root(), slug))
                        .getMessage();
                assertTrue(String.valueOf(message).contains("lower-case letters"), message);
            }
        }

        @Test
        void anEmptyDirectoryIsNoPackage() {
            assertEquals(
                    "problem.yaml: is missing: a problem package is a directory that holds one",
                    assertThrows(
                                    PackageRefusedException.class,
                                    () -> new ProblemPackages(PackageLimits.DEFAULT).read(directory, "sum"))
                            .getMessage());
        }

        private String refusal(PackageBuilder builder, PackageLimits limits) {
            return String.valueOf(assertThrows(
                            PackageRefusedException.class,
                            () -> new ProblemPackages(limits).read(builder.root(), "sum"))
                    .getMessage());
        }
    }

    @Test
    void everythingWrongIsReportedAtOnce() {
        List<String> errors = PackageBuilder.current(directory)
                .yaml("colour: red\ntype: scoring")
                .file("data/secret/02.in", "")
                .without("statement/problem.en.md")
                .without("submissions/accepted/sum.py")
                .errors();
        assertEquals(5, errors.size(), errors.toString());
    }

    private static byte[] png() {
        return new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    }

    private static List<String> strings(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }

    static void assertFound(String path, String expected, List<String> findings) {
        assertTrue(
                findings.stream().anyMatch(finding -> finding.startsWith(path) && finding.contains(expected)),
                () -> expected + " is not in " + findings);
    }
}
