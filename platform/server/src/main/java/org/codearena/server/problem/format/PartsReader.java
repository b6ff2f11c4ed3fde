package org.codearena.server.problem.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.codearena.contract.SourceFile;

/** Reads the programs and files of a package that judging needs, and names those that it does without. */
final class PartsReader {
    private static final String GENERATORS = "generators";
    private static final String STATIC_VALIDATOR = "static_validator";
    private static final List<String> INPUT_VALIDATORS = List.of("input_validators", "input_format_validators");

    /** Parts that change no verdict, and what becomes of them. */
    private static final Map<String, String> LEFT_OUT = new TreeMap<>(Map.of(
            GENERATORS,
            "are kept with the package, not run: the tests that they made are in it",
            "input_visualizer",
            "is ignored: no pictures of tests are made",
            "output_visualizer",
            "is ignored: no pictures of output are made",
            "input_visualizers",
            "is ignored: no pictures of tests are made",
            "output_visualizers",
            "is ignored: no pictures of output are made",
            "answer_validators",
            "is ignored: answers are held against the output validator",
            "solution",
            "is ignored: it is for people"));

    private static final int MOST_NAMES = 50;

    private final PackageTree tree;
    private final Metadata metadata;
    private final Findings findings;
    private final ProgramReader programs;

    PartsReader(PackageTree tree, Metadata metadata, PackageLimits limits, Findings findings) {
        this.tree = tree;
        this.metadata = metadata;
        this.findings = findings;
        this.programs = new ProgramReader(tree, metadata, limits, findings);
    }

    /** Mentions what is left out, and refuses what cannot be. */
    void checkRest() {
        LEFT_OUT.forEach((directory, text) -> {
            if (!tree.below(directory).isEmpty()) {
                findings.note(directory, directory.equals(GENERATORS) ? names(directory) + " " + text : text);
            }
        });
        if (!tree.below(STATIC_VALIDATOR).isEmpty()) {
            findings.error(STATIC_VALIDATOR, "holds a static validator, which is not supported");
        }
        if (metadata.format().isLegacy()
                && metadata.type().scoring()
                && !tree.below("graders").isEmpty()) {
            findings.warning("graders", "is ignored: groups of tests are graded by the default grader");
        }
    }

    private String names(String directory) {
        return String.join(
                ", ",
                tree.below(directory).stream()
                        .map(file -> file.path().substring(directory.length() + 1))
                        .limit(MOST_NAMES)
                        .toList());
    }

    /** The package's own output validator, where it is to be used. */
    Optional<PackageProgram> validator() throws IOException {
        Optional<String> directory = validatorDirectory();
        boolean wanted = metadata.validation().custom().orElse(directory.isPresent());
        if (wanted && directory.isEmpty()) {
            findings.error(
                    own(),
                    "is missing: "
                            + (metadata.type().needsValidator()
                                    ? "an interactive or multi-pass problem has an output validator of its own"
                                    : "validation is custom"));
        }
        if (!wanted) {
            directory.ifPresent(path -> findings.warning(path, "is ignored: validation is default"));
            return Optional.empty();
        }
        return directory.isPresent() ? programs.only(directory.get()) : Optional.empty();
    }

    private String own() {
        return metadata.format().isLegacy() ? "output_validators" : "output_validator";
    }

    private Optional<String> validatorDirectory() {
        String other = metadata.format().isLegacy() ? "output_validator" : "output_validators";
        if (!tree.below(own()).isEmpty()) {
            return Optional.of(own());
        }
        if (tree.below(other).isEmpty()) {
            return Optional.empty();
        }
        findings.warning(
                other,
                "is taken as " + own() + ", as format " + metadata.format().version() + " calls it");
        return Optional.of(other);
    }

    List<PackageProgram> inputValidators() throws IOException {
        List<PackageProgram> found = new ArrayList<>();
        for (String directory : INPUT_VALIDATORS) {
            found.addAll(programs.all(directory));
        }
        if (INPUT_VALIDATORS.stream()
                .allMatch(directory -> tree.below(directory).isEmpty())) {
            findings.warning("input_validators", "holds no input validator; the format asks for one");
        }
        return found;
    }

    Map<String, List<SourceFile>> includes() throws IOException {
        Map<String, List<SourceFile>> includes = new LinkedHashMap<>();
        for (String language : tree.directoriesIn("include")) {
            if (!language.equals("default") && !MetadataReader.isLanguage(language)) {
                findings.warning(
                        "include/" + language,
                        "is of no language of the format's table: its files go with no submission");
            } else {
                includes.put(language, programs.files("include/" + language));
            }
        }
        for (PackageFile file : tree.in("include")) {
            findings.warning(file.path(), "is ignored: such files lie in include/default or include/LANGUAGE");
        }
        return includes;
    }
}
