package org.codearena.server.problem;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codearena.contract.SourceFile;
import org.codearena.server.problem.statement.Statement;
import org.codearena.server.validator.ValidatorFlags;

/**
 * A problem package as it was read, of either layout. Its tests are still files of the directory it was read from.
 *
 * @param shortName the directory's name, which becomes the slug unless another is given
 * @param titles by language code, {@code en} first where it is there; never empty
 * @param difficulty {@code easy}, {@code medium} or {@code hard}
 * @param tags the keywords, without the difficulty
 * @param tests in the order in which they run, samples first
 * @param statements by language code
 * @param files what statements show: pictures, and statements that are documents, by name
 * @param warnings what was passed over, for the one who made the package
 */
public record ParsedPackage(
        String shortName,
        Map<String, String> titles,
        String difficulty,
        List<String> tags,
        PackageLimits limits,
        List<PackageTest> tests,
        Map<String, Statement> statements,
        Map<String, Path> files,
        List<PackageSubmission> submissions,
        List<String> warnings) {

    /** What a program may use per test, before a language's own allowances, and how large a source may be. */
    public record PackageLimits(long timeMs, long memoryBytes, long outputBytes) {}

    /**
     * One test.
     *
     * @param name path below {@code data} without its ending, such as {@code secret/01-small}
     * @param group the test group it belongs to, such as {@code sample} or {@code secret}
     */
    public record PackageTest(
            String name, String group, boolean sample, Path input, Path answer, ValidatorFlags flags) {}

    /**
     * One of the package's own submissions.
     *
     * @param path below {@code submissions}, such as {@code accepted/main.py}
     * @param expected names of the verdicts that its author allows, such as {@code wrong-answer}
     */
    public record PackageSubmission(String path, List<SourceFile> files, Set<String> expected) {
        public PackageSubmission {
            files = List.copyOf(files);
            expected = Set.copyOf(expected);
        }
    }

    public ParsedPackage {
        titles = Map.copyOf(titles);
        tags = List.copyOf(tags);
        tests = List.copyOf(tests);
        statements = Map.copyOf(statements);
        files = Map.copyOf(files);
        submissions = List.copyOf(submissions);
        warnings = List.copyOf(warnings);
    }

    /** The title in English, or else in the first language there is. */
    public String title() {
        return Optional.ofNullable(titles.get("en"))
                .orElseGet(() -> titles.values().stream().sorted().findFirst().orElse(shortName));
    }
}
