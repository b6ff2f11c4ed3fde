package org.codearena.server.problem.format;

import static org.codearena.server.problem.format.ProblemPackagesTest.assertFound;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.SourceFile;
import org.codearena.server.problem.StoredProgram.Form;
import org.codearena.server.problem.StoredProgram.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which programs a package brings, and of which files each is made. */
final class ProgramReaderTest {
    private static final String ORIGINAL = """
            #ifndef OK_EXIT_CODE
            #   define OK_EXIT_CODE 0
            #endif
            #ifndef PC_BASE_EXIT_CODE
            #       define PC_BASE_EXIT_CODE 0
            #endif
            """;

    @TempDir
    Path directory;

    private PackageBuilder current() {
        return PackageBuilder.current(directory);
    }

    private PackageBuilder legacy() {
        return PackageBuilder.legacy(directory).yaml("validation: custom");
    }

    private static PackageProgram validator(PackageBuilder builder) {
        return builder.read().judgement().validator().orElseThrow();
    }

    private static List<String> paths(PackageProgram program) {
        return program.files().stream().map(SourceFile::path).sorted().toList();
    }

    @Test
    void aSingleFileIsAValidator() {
        PackageProgram program = validator(current().file("output_validator/check.py", "exit(42)\n"));
        assertEquals("output_validator/check.py", program.path());
        assertEquals("check.py", program.name());
        assertEquals(Form.SOURCES, program.form());
        assertEquals(Protocol.FEEDBACK_DIRECTORY, program.protocol());
        assertEquals(List.of("check.py"), paths(program));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                // A file with what it includes, directly in the directory: DOMjudge's way.
                "v.cpp v.h => output_validators/v.cpp: v.cpp v.h",
                "v.cpp v.h README.md => output_validators/v.cpp: README.md v.cpp v.h",
                // A directory, as the specification has it.
                "check/v.cpp check/v.h => output_validators/check: v.cpp v.h",
                "check/v.cpp README.md => output_validators/check: v.cpp",
                "check/lib/deep.h check/v.cpp => output_validators/check: lib/deep.h v.cpp",
                // Scripts make one program of everything around them.
                "build v.cpp w.cpp => output_validators: build v.cpp w.cpp",
                "check/run check/data.txt => output_validators/check: data.txt run",
                // Several sources, of which one has the main function.
                "main.cpp other.cpp => output_validators: main.cpp other.cpp",
                "main.py other.py => output_validators: main.py other.py",
                "check.py helper.py => output_validators: check.py helper.py"
            })
    void packagesInTheWildLayTheirValidatorOutInManyWays(String files, String expected) {
        PackageBuilder builder = legacy();
        for (String file : files.split(" ", -1)) {
            boolean main = file.matches(".*(v|main)\\.cpp");
            String text = file.equals("check.py") ? "import helper\n" : main ? "int main() {}\n" : "\n";
            builder.file("output_validators/" + file, text);
        }
        PackageProgram program = validator(builder);
        assertEquals(expected, program.path() + ": " + String.join(" ", paths(program)));
        assertEquals(expected.contains("build") || expected.contains("run"), program.form() == Form.SCRIPTS);
        if (files.startsWith("check.py")) {
            assertEquals(Optional.of("check.py"), program.entryPoint());
        }
    }

    @Test
    void aModuleOfPythonStartsWithItsMainFile() {
        PackageProgram program = validator(current()
                .file("output_validator/check/__init__.py", "")
                .file("output_validator/check/__main__.py", "exit(42)\n"));
        assertEquals(Optional.of("__main__.py"), program.entryPoint());
    }

    @Test
    void severalValidatorsAreRefusedByName() {
        assertFound(
                "output_validators: ",
                "holds several sources (a.py, b.py) and it is not clear",
                legacy().file("output_validators/a.py", "")
                        .file("output_validators/b.py", "")
                        .errors());
        assertFound(
                "output_validators: ",
                "holds several programs, only one is supported: a, b",
                PackageBuilder.legacy(directory.resolve("two"))
                        .yaml("validation: custom")
                        .file("output_validators/a/a.py", "")
                        .file("output_validators/b/b.py", "")
                        .errors());
        assertFound(
                "output_validators: ",
                "holds no program",
                PackageBuilder.legacy(directory.resolve("none"))
                        .yaml("validation: custom")
                        .file("output_validators/README.md", "")
                        .errors());
    }

    @Test
    void aValidatorIsUsedWhereThePackageSaysSo() {
        PackageBuilder ignored = PackageBuilder.legacy(directory).file("output_validators/v.py", "exit(42)\n");
        assertEquals(Optional.empty(), ignored.read().judgement().validator());
        assertFound("output_validators: ", "is ignored: validation is default", ignored.warnings());
        assertFound(
                "output_validators: ",
                "is missing: validation is custom",
                PackageBuilder.legacy(directory.resolve("a"))
                        .yaml("validation: custom")
                        .errors());
        assertFound(
                "output_validator: ",
                "is missing: an interactive or multi-pass problem",
                PackageBuilder.current(directory.resolve("b"))
                        .yaml("type: interactive")
                        .errors());
    }

    @Test
    void theDirectoryOfTheOtherFormatIsTakenAsItIsMeant() {
        PackageBuilder builder = current().file("output_validators/v.py", "exit(42)\n");
        assertEquals("output_validators/v.py", validator(builder).path());
        assertFound("output_validators: ", "is taken as output_validator", builder.warnings());
        assertEquals(
                "output_validator/v.py",
                validator(PackageBuilder.legacy(directory.resolve("a"))
                                .yaml("validation: custom")
                                .file("output_validator/v.py", "exit(42)\n"))
                        .path());
    }

    @Test
    void theFlagsOfAnOwnValidatorAreItsOwnBusiness() {
        ParsedPackage read = legacy().yaml("validator_flags: --strict fuzzy")
                .file("output_validators/v.py", "exit(42)\n")
                .read();
        assertEquals(List.of("--strict", "fuzzy"), read.tests().getFirst().flags());
    }

    @Test
    void testlibAsItIsPublishedIsCalledInItsOwnWay() {
        PackageProgram program = validator(current()
                .file("output_validator/check.cpp", "#include \"testlib.h\"\nint main() {}\n")
                .file("output_validator/testlib.h", ORIGINAL));
        assertEquals(Protocol.TESTLIB, program.protocol());
        String header = program.files().stream()
                .filter(file -> file.path().equals("testlib.h"))
                .findFirst()
                .orElseThrow()
                .text();
        assertTrue(header.startsWith("#define PC_BASE_EXIT_CODE 50\n#ifndef OK_EXIT_CODE"), header);
        assertTrue(header.contains("#       define PC_BASE_EXIT_CODE 50"), header);
    }

    @ParameterizedTest
    @CsvSource({
        "testlib.h, #define OK_EXIT_CODE 42",
        "testlib.h, #   define OK_EXIT_CODE 42",
        "testlib.h, std::ofstream(dir + \"judgemessage.txt\")",
        "exitcodes.h, #define OK_EXIT_CODE 42"
    })
    void testlibThatWasAdaptedIsCalledAsEveryValidator(String file, String line) {
        PackageProgram program = validator(current()
                .file("output_validator/c/check.cpp", "#include <testlib.h>\nint main() {}\n")
                .file("output_validator/c/testlib.h", ORIGINAL)
                .file("output_validator/c/" + file, line + "\n"));
        assertEquals(Protocol.FEEDBACK_DIRECTORY, program.protocol());
    }

    @Test
    void aMissingTestlibIsAskedFor() {
        assertFound(
                "output_validator/check.cpp: ",
                "includes testlib.h, which is not there: put that header beside the validator",
                current()
                        .file("output_validator/check.cpp", "  #  include \"../lib/testlib.h\"\nint main() {}\n")
                        .errors());
    }

    @Test
    void constantsStandForTheirValuesInPrograms() {
        PackageBuilder builder = current()
                .yaml("constants: {limit: 17}")
                .file("output_validator/check.py", "LIMIT = {{limit}}\n")
                .file("input_validators/check.py", "LIMIT = {{limit}}; other = '{{other}}'\n")
                .file("include/default/lib.py", "LIMIT = {{limit}}\n");
        PackageJudgement judgement = builder.read().judgement();
        assertEquals("LIMIT = 17\n", validator(builder).files().getFirst().text());
        assertEquals(
                "LIMIT = 17; other = '{{other}}'\n",
                judgement.inputValidators().getFirst().files().getFirst().text());
        assertEquals(Map.of("default", List.of(SourceFile.of("lib.py", "LIMIT = 17\n"))), judgement.includes());
    }

    @Test
    void everyInputValidatorIsOneForItselfAndThoseForOtherToolsAreMentioned() {
        PackageBuilder builder = PackageBuilder.legacy(directory)
                .file("input_validators/format.ctd", "EOF\n")
                .file("input_validators/format.viva", "{}\n")
                .file("input_validators/deep/check.cpp", "int main() {}\n")
                .file("input_format_validators/old.py", "exit(42)\n");
        assertEquals(
                List.of("check.py", "deep", "old.py"),
                builder.read().judgement().inputValidators().stream()
                        .map(PackageProgram::name)
                        .toList());
        assertFound("input_validators/format.ctd: ", "is not run", builder.warnings());
        assertFound("input_validators/format.viva: ", "is not run", builder.warnings());
    }

    @Test
    void filesForSubmissionsLieUnderTheirLanguage() {
        PackageBuilder builder = current()
                .file("include/cpp/grader.cpp", "int main() {}\n")
                .file("include/cpp/lib/grader.h", "\n")
                .file("include/klingon/a.k", "\n")
                .file("include/stray.py", "\n");
        assertEquals(
                List.of("grader.cpp", "lib/grader.h"),
                builder.read().judgement().includes().getOrDefault("cpp", List.of()).stream()
                        .map(SourceFile::path)
                        .toList());
        assertFound("include/klingon: ", "is of no language", builder.warnings());
        assertFound("include/stray.py: ", "is ignored", builder.warnings());
    }

    @Test
    void partsThatChangeNoVerdictAreMentionedAndLeftOut() {
        List<String> notes = current()
                .file("generators/gen.py", "")
                .file("output_visualizer/v.py", "")
                .file("solution/solution.en.md", "")
                .read()
                .findings()
                .stream()
                .filter(finding -> finding.level() == Finding.Level.NOTE)
                .map(Finding::toString)
                .toList();
        assertFound("generators: ", "gen.py are kept with the package, not run", notes);
        assertFound("output_visualizer: ", "is ignored", notes);
        assertFound("solution: ", "is ignored", notes);
    }
}
