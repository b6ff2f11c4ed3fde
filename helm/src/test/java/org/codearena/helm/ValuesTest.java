package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Every value is in the schema, in values.yaml and in the README, in the same words, and none besides. */
class ValuesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (?:`(.*?)`)? \\| (.*) \\|$");
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z0-9]+):.*");

    private record Value(String fallback, String text) {}

    private final Map<String, Object> schema =
            Rendered.map(new Yaml().load(Installation.read(Installation.CHART.resolve("values.schema.json"))));
    private final String yaml = Installation.read(Installation.CHART.resolve("values.yaml"));
    private final Map<String, Object> defaults = Rendered.map(new Yaml().load(yaml));

    private Map<String, Value> inSchema() {
        Map<String, Value> found = new LinkedHashMap<>();
        properties(schema).forEach((name, node) -> {
            if (!name.equals("global")) {
                collect(name, Rendered.map(node), Optional.ofNullable(defaults.get(name)), found);
            }
        });
        return found;
    }

    private static Map<String, Object> properties(Map<String, Object> node) {
        return Rendered.map(node.getOrDefault("properties", Map.of()));
    }

    private void collect(String path, Map<String, Object> node, Optional<Object> fallback, Map<String, Value> found) {
        if (node.containsKey("description")) {
            found.put(path, new Value(fallback.map(ValuesTest::shown).orElse(""), (String) node.get("description")));
        }
        properties(node)
                .forEach((name, child) -> collect(
                        path + "." + name,
                        Rendered.map(child),
                        fallback.map(values -> Rendered.map(values).get(name)),
                        found));
        Rendered.map(node.getOrDefault("patternProperties", Map.of()))
                .values()
                .forEach(child -> collect(path + ".*", Rendered.map(child), Optional.empty(), found));
    }

    private static String shown(Object fallback) {
        return fallback instanceof String text
                ? text
                : Serialization.asJson(fallback).replaceAll("\\s+", " ");
    }

    @Test
    void readmeHasTheTableOfTheSchema() {
        Map<String, Value> inReadme = new LinkedHashMap<>();
        Matcher row = ROW.matcher(
                Installation.read(Installation.CHART.resolve("README.md")).split("\n## Values\n", 2)[1]);
        while (row.find()) {
            inReadme.put(
                    row.group(1), new Value(Optional.ofNullable(row.group(2)).orElse(""), row.group(3)));
        }
        assertEquals(lines(inSchema()), lines(inReadme));
    }

    /** JSON has no one way to be written. */
    private static List<String> lines(Map<String, Value> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + " | "
                        + each.getValue().fallback().replaceAll("(?<=[{\\[:,]) | (?=[}\\]:])", "") + " | "
                        + each.getValue().text())
                .toList();
    }

    @Test
    void valuesSayOfEachWhatTheSchemaSays() {
        Map<String, String> said = comments();
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        inSchema().forEach((path, value) -> {
            if (!path.contains("*")) {
                expected.add(path + ": " + value.text());
                actual.add(path + ": " + said.get(path));
            }
        });
        assertEquals(expected, actual);
    }

    /** The comment above each key, by the key's path. */
    private Map<String, String> comments() {
        Map<String, String> found = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String line : yaml.lines().toList()) {
            Matcher key = KEY.matcher(line);
            if (line.strip().startsWith("# ")) {
                comment.append(line.strip().substring(1));
            } else if (key.matches()) {
                while (path.size() > key.group(1).length() / 2) {
                    path.removeLast();
                }
                path.add(key.group(2));
                found.put(String.join(".", path), comment.toString().strip());
                comment.setLength(0);
            } else {
                comment.setLength(0);
            }
        }
        return found;
    }

    @Test
    void eachDefaultIsKnownToTheSchema() {
        List<String> unknown = new ArrayList<>();
        leaves("", defaults, Rendered.map(schema), unknown);
        assertEquals(List.of(), unknown);
    }

    private static void leaves(
            String path, Map<String, Object> values, Map<String, Object> node, List<String> unknown) {
        Map<String, Object> known = properties(node);
        values.forEach((name, value) -> {
            if (!known.containsKey(name)) {
                unknown.add(path + name);
            } else if (value instanceof Map<?, ?>
                    && Rendered.map(known.get(name)).containsKey("properties")) {
                leaves(path + name + ".", Rendered.map(value), Rendered.map(known.get(name)), unknown);
            }
        });
    }

    @Test
    void nothingThatIsNotKnownIsTaken() {
        List<String> open = new ArrayList<>();
        findOpen("", schema, open);
        assertEquals(List.of(), open);
    }

    private static void findOpen(String path, Map<String, Object> node, List<String> open) {
        if (node.containsKey("properties") && !Boolean.FALSE.equals(node.get("additionalProperties"))) {
            open.add(path);
        }
        properties(node).forEach((name, child) -> findOpen(path + "." + name, Rendered.map(child), open));
    }

    @Test
    void eachValueIsUsed() {
        String templates;
        try {
            templates = Installation.files(Installation.CHART.resolve("templates")).stream()
                    .map(Installation::read)
                    .reduce("", String::concat);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        inSchema().keySet().stream()
                .filter(path -> !path.endsWith("*") && !path.equals("judge.execution"))
                .forEach(path -> {
                    String name = path.substring(path.lastIndexOf('.') + 1);
                    assertFalse(
                            !templates.contains("." + name) && !templates.contains("\"" + name + "\""),
                            () -> path + " changes nothing");
                });
    }
}
