package org.codearena.server.problem.format;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.codearena.server.kernel.Quoted;

/** Reads what kind of problem {@code problem.yaml} describes, and how its output is judged. */
final class TypeReader {
    private static final List<String> TYPES =
            List.of("pass-fail", "scoring", "multi-pass", "interactive", "submit-answer");
    private static final Set<String> GRADING =
            Set.of("objective", "show_test_data_groups", "accept_score", "reject_score", "range", "on_reject");

    private final YamlMap yaml;

    TypeReader(YamlMap yaml) {
        this.yaml = yaml;
    }

    Metadata.Type current() {
        List<String> types = yaml.strings("type");
        if (types.isEmpty() && yaml.isList("type")) {
            yaml.error("type", "is an empty list, known are " + String.join(", ", TYPES));
        }
        if (new TreeSet<>(types).size() < types.size()) {
            yaml.error("type", "holds the same twice: " + String.join(", ", types));
        }
        return type(types);
    }

    private Metadata.Type type(List<String> types) {
        for (String type : types) {
            if (!TYPES.contains(type)) {
                yaml.error("type", "is " + Quoted.of(type) + ", known are " + String.join(", ", TYPES));
            }
        }
        if (types.contains("pass-fail") && types.contains("scoring")) {
            yaml.error("type", "holds pass-fail and scoring, only one of them may be");
        }
        if (types.contains("submit-answer")) {
            yaml.error(
                    "type",
                    "is 'submit-answer', and such problems are not supported: a submission here is a program, never its"
                            + " answers");
        }
        return new Metadata.Type(
                types.contains("scoring"), types.contains("interactive"), types.contains("multi-pass"));
    }

    /** In the legacy format the validation says what 2025-09 calls types; DOMjudge reads those in the type too. */
    Metadata.Type legacy() {
        Metadata.Type type = type(yaml.strings("type").stream()
                .flatMap(text -> words(text).stream())
                .toList());
        List<String> validation = words(yaml.string("validation").orElse("default"));
        return new Metadata.Type(
                type.scoring(),
                type.interactive() || validation.contains("interactive"),
                type.multiPass() || validation.contains("multi-pass"));
    }

    Metadata.Validation legacyValidation(Metadata.Type type) {
        String text = yaml.string("validation").orElse("default");
        List<String> words = words(text);
        boolean custom = words.contains("custom");
        List<String> rest =
                words.stream().skip(1).filter(word -> !isOption(word, custom)).toList();
        if (words.isEmpty()
                || !(words.getFirst().equals("default") || words.getFirst().equals("custom"))) {
            yaml.error("validation", "is " + Quoted.of(text) + ", it begins with default or custom");
        } else if (!rest.isEmpty()) {
            yaml.error(
                    "validation",
                    "is " + Quoted.of(text) + ", allowed are default, and custom with some of score, interactive,"
                            + " multi-pass");
        }
        if (words.contains("score") && !type.scoring()) {
            yaml.warn("validation", "lets the validator give scores, though type is not scoring: they are ignored");
        }
        return new Metadata.Validation(
                Optional.of(custom || type.needsValidator()), type.scoring() && words.contains("score"));
    }

    private static boolean isOption(String word, boolean custom) {
        return custom && Set.of("score", "interactive", "multi-pass").contains(word);
    }

    Metadata.Grading grading() {
        YamlMap map = yaml.map("grading");
        map.warnOfOthersThan(GRADING);
        map.bool("show_test_data_groups");
        String objective = map.string("objective").orElse("max");
        if (!objective.equals("max") && !objective.equals("min")) {
            map.error("objective", "is " + Quoted.of(objective) + ", allowed are max and min");
        }
        if (objective.equals("min")) {
            map.warn("objective", "is 'min': scores are shown as they are, and nobody is ranked by the least");
        }
        Map<String, String> defaults = new LinkedHashMap<>();
        for (String key : List.of("accept_score", "reject_score", "range")) {
            map.string(key).ifPresent(value -> defaults.put(key, value));
        }
        map.string("on_reject").ifPresent(value -> onReject(map, value, defaults));
        return new Metadata.Grading(objective.equals("min"), defaults);
    }

    /** Names from before those of the legacy format. */
    private static void onReject(YamlMap map, String value, Map<String, String> defaults) {
        switch (value) {
            case "first_error", "break" -> defaults.put("on_reject", "break");
            case "grade", "continue" -> defaults.put("on_reject", "continue");
            case "worst_error" -> {
                return;
            }
            default -> map.error("on_reject", "is " + Quoted.of(value) + ", allowed are first_error and grade");
        }
    }

    static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
