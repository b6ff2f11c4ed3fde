package org.codearena.server.problem.format;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code test_group.yaml} and a test's own YAML file, or {@code testdata.yaml} of the legacy format. */
final class GroupFileReader {
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

    private static final List<String> DRAFT_SCORING = List.of("scoring", "max_score", "score_aggregation");
    private static final List<String> SCORING = List.of("max_score", "score_aggregation");
    private static final List<String> LEGACY_SCORING =
            List.of("on_reject", "grader_flags", "accept_score", "reject_score", "range");
    private static final List<String> LEGACY_SCORES = List.of("accept_score", "reject_score", "range");

    private final PackageTree tree;
    private final Metadata metadata;
    private final Findings findings;

    GroupFileReader(PackageTree tree, Metadata metadata, Findings findings) {
        this.tree = tree;
        this.metadata = metadata;
        this.findings = findings;
    }

    /** The file of a group. */
    GroupFile ofGroup(PackageFile file) throws IOException {
        Optional<YamlMap> yaml = read(file);
        if (yaml.isEmpty()) {
            return GroupFile.EMPTY;
        }
        return switch (metadata.format()) {
            case LEGACY, LEGACY_ICPC -> legacy(yaml.get());
            case DRAFT_2023_07 -> draft(yaml.get());
            case V2025_09 -> current(yaml.get(), file.path());
        };
    }

    /** The file beside a single test. */
    GroupFile ofTest(PackageFile file) throws IOException {
        Optional<YamlMap> read = read(file);
        if (read.isEmpty()) {
            return GroupFile.EMPTY;
        }
        YamlMap yaml = read.get();
        if (metadata.format().isDraft()) {
            yaml.warnOfOthersThan(TEST_KEYS);
        } else {
            yaml.allowOnly(TEST_KEYS);
        }
        yaml.string("description");
        return withArguments(yaml, yaml.string("hint"), Map.of(), List.of());
    }

    private Optional<YamlMap> read(PackageFile file) throws IOException {
        Yaml yaml = new Yaml(tree, findings);
        return tree.text(file).flatMap(text -> yaml.parse(file.path(), Constants.replace(text, metadata.constants())));
    }

    private GroupFile current(YamlMap yaml, String path) {
        yaml.allowOnly(KEYS);
        if (yaml.has("static_validation_score") || yaml.has("static_validator_args")) {
            yaml.error("static_validation_score", "is set, and static validators are not supported");
        }
        yaml.list("input_visualizer_args");
        yaml.list("output_visualizer_args");
        refuseScoring(yaml, path);
        Map<String, String> scoring = new LinkedHashMap<>();
        SCORING.forEach(key -> yaml.string(key).ifPresent(value -> scoring.put(key, value)));
        return withArguments(yaml, Optional.empty(), scoring, yaml.strings("require_pass"));
    }

    private void refuseScoring(YamlMap yaml, String path) {
        for (String key : List.of("max_score", "score_aggregation", "require_pass")) {
            if (yaml.has(key) && !metadata.type().scoring()) {
                yaml.error(key, "is for scoring problems, and type is not scoring");
            } else if (yaml.has(key) && path.startsWith("data/sample/")) {
                yaml.error(key, "is not permitted for samples");
            }
        }
    }

    private GroupFile withArguments(
            YamlMap yaml, Optional<String> hint, Map<String, String> scoring, List<String> requires) {
        return new GroupFile(
                present(yaml, "args"),
                inputValidator(yaml),
                present(yaml, "output_validator_args"),
                yaml.bool("full_feedback"),
                hint,
                scoring,
                requires);
    }

    private Optional<List<String>> present(YamlMap yaml, String key) {
        if (metadata.format().isDraft() && yaml.has(key) && !yaml.isList(key)) {
            return yaml.string(key).map(CommandLine::split);
        }
        return yaml.isList(key) || yaml.has(key) ? Optional.of(yaml.list(key)) : Optional.empty();
    }

    private Optional<ValidatorArguments> inputValidator(YamlMap yaml) {
        if (!yaml.isMap("input_validator_args")) {
            return present(yaml, "input_validator_args")
                    .map(arguments -> new ValidatorArguments(Optional.of(arguments), Map.of()));
        }
        YamlMap byName = yaml.map("input_validator_args");
        Map<String, List<String>> arguments = new LinkedHashMap<>();
        byName.keys().forEach(name -> arguments.put(name, byName.list(name)));
        return Optional.of(new ValidatorArguments(Optional.empty(), arguments));
    }

    /** The keys of either neighbour, and arguments in a string as well as in a list. */
    private GroupFile draft(YamlMap yaml) {
        Set<String> known = new HashSet<>(LEGACY_KEYS);
        known.addAll(KEYS);
        yaml.warnOfOthersThan(known);
        for (String key : DRAFT_SCORING) {
            if (yaml.has(key) && metadata.type().scoring()) {
                yaml.error(
                        key,
                        "is how format 2023-07-draft gives scores, which is not supported: say it with 2025-09's"
                                + " max_score and score_aggregation, or with the legacy format's accept_score and range");
            }
        }
        GroupFile legacy = legacy(yaml, known);
        return new GroupFile(
                present(yaml, "args"),
                inputValidator(yaml).or(legacy::inputValidator),
                present(yaml, "output_validator_args").or(legacy::outputValidator),
                yaml.bool("full_feedback"),
                Optional.empty(),
                legacy.scoring(),
                List.of());
    }

    private GroupFile legacy(YamlMap yaml) {
        return legacy(yaml, LEGACY_KEYS);
    }

    private GroupFile legacy(YamlMap yaml, Set<String> known) {
        yaml.warnOfOthersThan(known);
        if (yaml.string("grading").orElse("default").equals("custom")) {
            yaml.error("grading", "is 'custom', and custom graders are not supported");
        }
        for (String key : LEGACY_SCORES) {
            if (yaml.has(key) && !metadata.type().scoring()) {
                yaml.warn(key, "is ignored: it is for scoring problems, and type is not scoring");
            }
        }
        Map<String, String> scoring = new LinkedHashMap<>();
        LEGACY_SCORING.forEach(key -> yaml.string(key).ifPresent(value -> scoring.put(key, value)));
        // The specification's table speaks of a validator's name; every judge and every package means its flags.
        Optional<List<String>> outputFlags = yaml.isMap("output_validator_flags")
                ? yaml.map("output_validator_flags").string("flags").map(CommandLine::split)
                : yaml.string("output_validator_flags").map(CommandLine::split);
        return new GroupFile(
                Optional.empty(),
                legacyInputValidator(yaml),
                outputFlags,
                Optional.empty(),
                Optional.empty(),
                scoring,
                List.of());
    }

    /** A string for all validators, or one validator's name with its flags. */
    private static Optional<ValidatorArguments> legacyInputValidator(YamlMap yaml) {
        if (!yaml.isMap("input_validator_flags")) {
            return yaml.string("input_validator_flags")
                    .map(flags -> new ValidatorArguments(Optional.of(CommandLine.split(flags)), Map.of()));
        }
        YamlMap map = yaml.map("input_validator_flags");
        Map<String, List<String>> byName = new LinkedHashMap<>();
        if (map.has("name")) {
            byName.put(
                    map.string("name").orElse(""),
                    CommandLine.split(map.string("flags").orElse("")));
        } else {
            map.keys()
                    .forEach(name ->
                            byName.put(name, CommandLine.split(map.string(name).orElse(""))));
        }
        return Optional.of(new ValidatorArguments(Optional.empty(), byName));
    }
}
