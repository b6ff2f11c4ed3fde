package org.codearena.server.problem.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The files that configure groups of tests: {@code test_group.yaml}, or {@code testdata.yaml} in the legacy format. */
final class GroupSettings {
    private static final Set<String> KEYS = Set.of(
            "max_score",
            "score_aggregation",
            "static_validation_score",
            "require_pass",
            "args",
            "input_validator_args",
            "static_validator_args",
            "output_validator_args",
            "input_visualizer_args",
            "output_visualizer_args",
            "full_feedback");

    private static final Set<String> TEST_KEYS = Set.of(
            "args",
            "input_validator_args",
            "output_validator_args",
            "input_visualizer_args",
            "output_visualizer_args",
            "full_feedback",
            "hint",
            "description");

    private static final Set<String> LEGACY_KEYS = Set.of(
            "on_reject",
            "grading",
            "grader_flags",
            "input_validator_flags",
            "output_validator_flags",
            "accept_score",
            "reject_score",
            "range");

    /** Of scoring problems only. */
    private static final List<String> SCORING =
            List.of("max_score", "score_aggregation", "require_pass", "accept_score", "reject_score", "range");

    /** Flags of the default grader that change nothing about which submissions of a pass-fail problem are accepted. */
    private static final Set<String> HARMLESS_GRADING =
            Set.of("worst_error", "first_error", "sum", "avg", "min", "max");

    private final PackageTree tree;
    private final Format format;
    private final Findings findings;
    /** The validator flags of each directory that has a file of its own; absent when the file does not name any. */
    private final Map<String, Optional<List<String>>> flags = new TreeMap<>();

    GroupSettings(PackageTree tree, Format format, Findings findings) {
        this.tree = tree;
        this.format = format;
        this.findings = findings;
    }

    /** Reads the file of a directory below {@code data}. */
    void read(PackageFile file) throws IOException {
        Optional<YamlMap> yaml = new Yaml(tree, findings).read(file);
        flags.put(Names.parent(file.path()), Optional.empty());
        if (yaml.isPresent()) {
            flags.put(Names.parent(file.path()), format.isLegacy() ? legacy(yaml.get()) : current(yaml.get()));
        }
    }

    private Optional<List<String>> current(YamlMap yaml) {
        yaml.allowOnly(KEYS);
        refuseScoring(yaml);
        if (yaml.has("static_validation_score") || yaml.has("static_validator_args")) {
            yaml.error("static_validation_score", "is set, and static validators are not supported yet");
        }
        return validatorArguments(yaml);
    }

    /** What a file beside a single test says. */
    record OfTest(Optional<List<String>> flags, Optional<String> hint) {}

    OfTest readTest(PackageFile file) throws IOException {
        Optional<YamlMap> read = new Yaml(tree, findings).read(file);
        if (read.isEmpty()) {
            return new OfTest(Optional.empty(), Optional.empty());
        }
        YamlMap yaml = read.get();
        yaml.allowOnly(TEST_KEYS);
        yaml.string("description");
        return new OfTest(validatorArguments(yaml), yaml.string("hint"));
    }

    private static Optional<List<String>> validatorArguments(YamlMap yaml) {
        if (!yaml.list("args").isEmpty()) {
            yaml.error("args", "is set, and command-line arguments of submissions are not supported yet");
        }
        yaml.bool("full_feedback");
        return yaml.isList("output_validator_args") || yaml.has("output_validator_args")
                ? Optional.of(yaml.list("output_validator_args"))
                : Optional.empty();
    }

    private Optional<List<String>> legacy(YamlMap yaml) {
        yaml.allowOnly(LEGACY_KEYS);
        refuseScoring(yaml);
        if (yaml.string("grading").orElse("default").equals("custom")) {
            yaml.error("grading", "is 'custom', and custom graders are not supported yet");
        }
        for (String flag : words(yaml.string("grader_flags").orElse(""))) {
            if (!HARMLESS_GRADING.contains(flag)) {
                yaml.error("grader_flags", "holds " + Names.quoted(flag) + ", which is not supported yet");
            }
        }
        // The specification's table speaks of a validator's name; every judge and every package means its flags.
        return yaml.isMap("output_validator_flags")
                ? yaml.map("output_validator_flags").string("flags").map(GroupSettings::words)
                : yaml.string("output_validator_flags").map(GroupSettings::words);
    }

    private static void refuseScoring(YamlMap yaml) {
        for (String key : SCORING) {
            if (yaml.has(key)) {
                yaml.error(key, "is for scoring problems, which are not supported yet");
            }
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The validator flags that hold for the tests of a directory, by the file that configures it. */
    List<String> flagsOf(String directory, String group) {
        String nearest = format.isLegacy() ? nearest(directory) : group;
        Optional<List<String>> own = flags.getOrDefault(nearest, Optional.empty());
        if (own.isEmpty()) {
            warnOfLost(nearest);
        }
        return own.orElse(List.of());
    }

    /** The closest directory upwards that has a file of its own. */
    private String nearest(String directory) {
        String at = directory;
        while (!at.equals("data") && !flags.containsKey(at)) {
            at = Names.parent(at);
        }
        return at;
    }

    /**
     * By the specification a group's file stands for itself: flags in the file of a directory further up do not reach it.
     * Some tools hand them down all the same, so the author should know.
     */
    private void warnOfLost(String directory) {
        List<String> further = new ArrayList<>();
        for (String at = directory; !at.equals("data") && !at.isEmpty(); at = Names.parent(at)) {
            String parent = Names.parent(at);
            if (flags.getOrDefault(parent, Optional.empty()).isPresent()) {
                further.add(parent);
            }
        }
        if (!further.isEmpty()) {
            findings.warning(
                    directory,
                    "does not take over the output validator's flags of " + further.getFirst() + "/"
                            + format.groupFile() + ": repeat them in " + directory + "/" + format.groupFile());
        }
    }
}
