package org.codearena.server.problem.format;

import static org.codearena.server.problem.format.ProblemPackagesTest.assertFound;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code problem.yaml} says. */
final class MetadataReaderTest {
    private static final long MIB = 1 << 20;
    private static final ProblemLimits.Validation VALIDATION =
            new ProblemLimits.Validation(60_000, 2048 * MIB, 8 * MIB);

    @TempDir
    Path directory;

    @Test
    void aMinimalCurrentPackageHasTheFormatsDefaults() {
        ParsedPackage read = PackageBuilder.current(directory).read();
        assertEquals("Sum", read.title());
        assertEquals(Format.V2025_09, read.metadata().format());
        assertEquals(
                new ProblemLimits(
                        new TimeLimit.Given(2_000), 2048 * MIB, 8 * MIB, 256 << 10, 30_000, 2048 * MIB, VALIDATION, 2),
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
                new ProblemLimits(
                        new TimeLimit.Given(1_500),
                        512 * MIB,
                        4 * MIB,
                        64 << 10,
                        10_000,
                        1024 * MIB,
                        new ProblemLimits.Validation(10_000, 100 * MIB, 8 * MIB),
                        2),
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
                "limits: {validation_passes: 1} => limits.validation_passes is 1, allowed are 2 and more",
                "limits: {validation_time: 0} => limits.validation_time is '0', allowed are whole numbers from 1 to 3600",
                "limits: 5 => limits must be a map, is '5'",
                "type: [pass-fail, scoring] => type holds pass-fail and scoring, only one of them may be",
                "type: [scoring, scoring] => type holds the same twice",
                "type: [] => type is an empty list",
                "type: submit-answer => a submission here is a program, never its answers",
                "type: fun => type is 'fun', known are pass-fail, scoring",
                "license: mine => license is 'mine', known are unknown, public domain",
                "keywords: {a: b} => keywords must be a list of strings, is a map",
                "allow_file_writing: perhaps => allow_file_writing is 'perhaps', allowed are true and false",
                "constants: {1a: 2} => constants.1a is no name of a constant",
                "embargo_until: tomorrow => embargo_until is 'tomorrow'",
                "credits: {author: Ann} => the key 'credits.author' is unknown",
                "source: {title: A} => the key 'source.title' is unknown"
            })
    void whatIsWrongIsNamedWithItsValueAndWhatIsAllowed(String line, String expected) {
        PackageBuilder builder = PackageBuilder.current(directory);
        if (line.startsWith("limits")) {
            builder.file("problem.yaml", "problem_format_version: 2025-09\nname: Sum\nuuid: " + PackageBuilder.UUID);
            builder.yaml("");
        }
        assertFound("problem.yaml: ", expected, builder.yaml(line).errors());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "validation: custom sometimes => validation is 'custom sometimes', allowed are default, and custom with",
                "validation: default score => validation is 'default score', allowed are default",
                "validation: strange => validation is 'strange', it begins with default or custom",
                "type: fun => type is 'fun'",
                "validator_flags: float_tolerance => lacks its tolerance",
                "validator_flags: fuzzy => validator flag 'fuzzy' is unknown, allowed are case_sensitive"
            })
    void theLegacyFormatHasRulesOfItsOwn(String line, String expected) {
        assertFound("", expected, PackageBuilder.legacy(directory).yaml(line).errors());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "uuid: x => uuid is 'x', which is not a UUID: it is ignored",
                "credits: Ann => the key 'credits' is ignored",
                "languages: [java] => the key 'languages' is ignored",
                "license: mine => license is 'mine'",
                "limits: {time: 3} => the key 'limits.time' is ignored",
                "grading: {objective: max} => grading is for scoring problems",
                "validation: custom score => lets the validator give scores, though type is not scoring"
            })
    void whatDoesNoHarmIsMentionedInTheLegacyFormat(String line, String expected) {
        PackageBuilder builder = PackageBuilder.legacy(directory)
                .file("output_validators/check.py", "exit(42)\n")
                .yaml(line);
        assertFound("problem.yaml: ", expected, builder.warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "validation: default => batch",
                "validation: custom => batch",
                "validation: custom interactive => interactive",
                "validation: custom multi-pass => multi-pass",
                "validation: custom interactive multi-pass => interactive multi-pass",
                "'type: scoring\n' => scoring",
                "'type: scoring\nvalidation: custom interactive score' => scoring interactive",
                "'type: interactive\nvalidation: custom' => interactive",
                "'type: pass-fail multi-pass\nvalidation: custom' => multi-pass"
            })
    void theKindOfALegacyProblem(String lines, String expected) {
        PackageBuilder builder = PackageBuilder.legacy(directory)
                .file("output_validators/check.py", "exit(42)\n")
                .yaml(lines.replace("\\n", "\n"));
        assertEquals(expected, kind(builder.read()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "pass-fail => batch",
                "[pass-fail, interactive] => interactive",
                "multi-pass => multi-pass",
                "[interactive, multi-pass] => interactive multi-pass",
                "scoring => scoring",
                "[scoring, interactive] => scoring interactive"
            })
    void theKindOfACurrentProblem(String types, String expected) {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("output_validator/check.py", "exit(42)\n")
                .yaml("type: " + types);
        assertEquals(expected, kind(builder.read()));
    }

    private static String kind(ParsedPackage read) {
        Metadata.Type type = read.metadata().type();
        String kind = (type.scoring() ? "scoring " : "")
                + (type.interactive() ? "interactive " : "")
                + (type.multiPass() ? "multi-pass" : "");
        return kind.isEmpty() ? "batch" : kind.strip();
    }

    @Test
    void limitsOfJudgingAreTakenToo() {
        ProblemLimits limits = PackageBuilder.current(directory)
                .file("output_validator/check.py", "exit(42)\n")
                .file("problem.yaml", """
                        problem_format_version: 2025-09
                        name: Sum
                        type: multi-pass
                        allow_file_writing: true
                        limits:
                          time_limit: 1
                          validation_time: 10
                          validation_memory: 512
                          validation_output: 1
                          validation_passes: 7
                          compilation_time: 5
                          compilation_memory: 256
                        """)
                .read()
                .metadata()
                .limits();
        assertEquals(new ProblemLimits.Validation(10_000, 512 * MIB, MIB), limits.validation());
        assertEquals(7, limits.passes());
        assertEquals(5_000, limits.compilationMs());
        assertEquals(256 * MIB, limits.compilationMemoryBytes());
    }

    @Test
    void filesMayBeWrittenWhereThePackageSaysSo() {
        assertFalse(PackageBuilder.current(directory).read().metadata().fileWriting());
        assertTrue(PackageBuilder.current(directory)
                .yaml("allow_file_writing: true")
                .read()
                .metadata()
                .fileWriting());
    }

    @Test
    void aNameIsNeededAndAUuidMissed() {
        assertFound(
                "problem.yaml: ",
                "name is missing",
                PackageBuilder.current(directory)
                        .file("problem.yaml", "problem_format_version: 2025-09\n")
                        .errors());
        assertFound(
                "problem.yaml: ",
                "uuid is missing",
                PackageBuilder.current(directory)
                        .file("problem.yaml", "problem_format_version: 2025-09\nname: Sum\n")
                        .warnings());
    }

    @Test
    void anUnknownVersionIsRefusedWithTheKnownOnes() {
        assertEquals(
                List.of(
                        "problem.yaml: problem_format_version is '2031-01', supported are 2025-09, 2023-07-draft, legacy, legacy-icpc"),
                PackageBuilder.current(directory)
                        .file("problem.yaml", "problem_format_version: 2031-01\nname: x\n")
                        .errors());
    }

    @Test
    void namesAreThoseOfTheStatements() {
        String head = "problem_format_version: 2025-09\nuuid: " + PackageBuilder.UUID + "\nname: ";
        PackageBuilder builder = PackageBuilder.current(directory).file("statement/problem.sv.md", "Addera\n");
        List<String> warnings =
                builder.file("problem.yaml", head + "{en: A, de: B}\n").warnings();
        assertFound("problem.yaml: ", "name is missing for the statement in sv", warnings);
        assertFound("problem.yaml: ", "name is given for de, where no statement is", warnings);
        assertFound(
                "problem.yaml: ",
                "name.Klingon is of no language",
                builder.file("problem.yaml", head + "{en: A, Klingon: C}\n").errors());
    }

    @Test
    void aLegacyTimeLimitIsTakenFromWhereToolsKeepIt() {
        PackageBuilder builder = PackageBuilder.legacy(directory).file(".timelimit", "1.5\n");
        assertEquals(
                new TimeLimit.Given(1_500), builder.read().metadata().limits().time());
        builder.without(".timelimit").file("domjudge-problem.ini", "short-name = a\ntimelimit='3'\n");
        assertEquals(
                new TimeLimit.Given(3_000), builder.read().metadata().limits().time());
        assertFound(
                ".timelimit: ",
                "holds 'soon'",
                builder.file(".timelimit", "soon").errors());
    }

    @Test
    void theCurrentFormatTakesAHiddenTimeLimitWhereItHasNone() {
        PackageBuilder builder = PackageBuilder.current(directory)
                .file("problem.yaml", "problem_format_version: 2025-09\nname: Sum\nuuid: " + PackageBuilder.UUID + "\n")
                .file(".timelimit", "7");
        assertEquals(
                new TimeLimit.Given(7_000), builder.read().metadata().limits().time());
        assertFound("problem.yaml: ", "limits.time_limit is missing", builder.warnings());
        assertEquals(
                new TimeLimit.Inferred(new BigDecimal("2.0"), new BigDecimal("1.5"), 1_000),
                builder.without(".timelimit").read().metadata().limits().time());
    }

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
