package org.codearena.loadtest.load.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;
import org.codearena.server.problem.format.PackageLimits;
import org.codearena.server.problem.format.PackageRefusedException;
import org.codearena.server.problem.format.PackageSubmission;
import org.codearena.server.problem.format.ParsedPackage;
import org.codearena.server.problem.format.ProblemPackages;

/** The programs that problem packages bring along, as far as the target has their problems and their languages. */
public final class Shelf {
    private final List<Program> programs;
    private final List<String> leftOut;

    private Shelf(List<Program> programs, List<String> leftOut) {
        this.programs = programs;
        this.leftOut = leftOut;
    }

    /**
     * Reads all packages of a directory.
     *
     * @param problems those that the target has
     * @param extensions of each language that the target offers
     */
    public static Shelf read(Path directory, Set<String> problems, Map<String, List<String>> extensions)
            throws IOException {
        List<Program> programs = new ArrayList<>();
        Set<String> leftOut = new TreeSet<>();
        ProblemPackages packages = new ProblemPackages(PackageLimits.DEFAULT);
        for (Path each : packageDirectories(directory)) {
            ParsedPackage parsed = parse(packages, each);
            if (!problems.contains(parsed.slug())) {
                leftOut.add("problem " + parsed.slug() + ", which the target does not have");
                continue;
            }
            for (PackageSubmission submission : parsed.submissions()) {
                Optional<String> language = language(submission, extensions);
                language.ifPresentOrElse(
                        id -> programs.add(program(parsed.slug(), id, submission)),
                        () -> leftOut.add(
                                parsed.slug() + "/" + submission.path() + ", in no language that is offered"));
            }
        }
        return new Shelf(List.copyOf(programs), List.copyOf(leftOut));
    }

    private static List<Path> packageDirectories(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> packages = all.filter(each -> Files.exists(each.resolve("problem.yaml")))
                    .sorted()
                    .toList();
            if (packages.isEmpty()) {
                throw new TargetException("there is no problem package in " + directory + "; name a directory that"
                        + " holds some with --problems DIR");
            }
            return packages;
        }
    }

    private static ParsedPackage parse(ProblemPackages packages, Path directory) throws IOException {
        try {
            return packages.read(directory);
        } catch (PackageRefusedException refused) {
            throw new TargetException("the package " + directory + " cannot be read: " + refused.getMessage(), refused);
        }
    }

    private static Program program(String problem, String language, PackageSubmission submission) {
        return new Program(
                problem,
                language,
                submission.path(),
                submission.files(),
                submission.entryPoint(),
                submission.expectation().verdicts());
    }

    /** The language that knows the endings of the most files; one that knows none of them does not count. */
    private static Optional<String> language(PackageSubmission submission, Map<String, List<String>> extensions) {
        return extensions.entrySet().stream()
                .filter(language -> known(submission, language.getValue()) > 0)
                .max(java.util.Comparator.comparingLong(language -> known(submission, language.getValue())))
                .map(Map.Entry::getKey);
    }

    private static long known(PackageSubmission submission, List<String> extensions) {
        return submission.files().stream()
                .map(SourceFile::path)
                .filter(path -> extensions.stream().anyMatch(extension -> path.endsWith(dotted(extension))))
                .count();
    }

    private static String dotted(String extension) {
        return extension.startsWith(".") ? extension : "." + extension;
    }

    public List<Program> programs() {
        return programs;
    }

    /** What of the packages is not used, and why. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** The names of all problems on the shelf. */
    public List<String> problems() {
        return programs.stream().map(Program::problem).distinct().sorted().toList();
    }

    String describe() {
        return programs.size() + " programs in "
                + programs.stream().map(Program::language).distinct().sorted().collect(Collectors.joining(", "))
                + " with the expected verdicts "
                + programs.stream()
                        .map(program -> program.expected().getFirst())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "))
                + " for " + String.join(", ", problems());
    }
}
