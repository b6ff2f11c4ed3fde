package org.codearena.server.infra.kubernetes;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One object as YAML with placeholders. The YAML is parsed first and filled afterwards, so a value is data whatever it holds: it cannot
 * become structure. An unquoted scalar that is nothing but a placeholder takes the value as it is, a number, a list or a map; in any
 * other the value is text. Where a value is absent, so is the key or the list's entry that would hold it.
 */
public final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final int DEEPEST = 40;
    private static final int LONGEST = 256 << 10;

    private final Object tree;
    private final Set<String> placeholders = new LinkedHashSet<>();

    /** A placeholder, to be replaced by whatever its value is. */
    private record Whole(String name) {}

    /** Text that has placeholders in it. */
    private record Text(String text) {}

    private Template(String yaml) {
        this.tree = convert(root(yaml), 0);
    }

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException with the reason, if it is no YAML that we take
     */
    public static Template parse(String yaml) {
        try {
            return new Template(yaml);
        } catch (MarkedYAMLException malformed) {
            String line = malformed.getProblemMark() == null
                    ? ""
                    : " at line " + (malformed.getProblemMark().getLine() + 1);
            throw new IllegalArgumentException("is no YAML: " + malformed.getProblem() + line, malformed);
        } catch (YAMLException malformed) {
            throw new IllegalArgumentException("is no YAML: " + malformed.getMessage(), malformed);
        }
    }

    private static Node root(String yaml) {
        if (yaml.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "has " + yaml.length() + " characters, at most " + LONGEST + " are allowed");
        }
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        Node root = new Yaml(options).compose(new StringReader(yaml));
        if (!(root instanceof MappingNode)) {
            throw new IllegalArgumentException("must hold one object");
        }
        return root;
    }

    private Object convert(Node node, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("is deeper than " + DEEPEST + " levels");
        }
        return switch (node) {
            case MappingNode map -> convertMap(map, depth);
            case SequenceNode list ->
                list.getValue().stream().map(each -> convert(each, depth + 1)).toList();
            case ScalarNode scalar -> convertScalar(scalar);
            default ->
                throw new IllegalArgumentException("has a reference at line " + line(node) + ", which is not taken");
        };
    }

    private Map<String, Object> convertMap(MappingNode map, int depth) {
        Map<String, Object> converted = new LinkedHashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)
                    || key.getValue().contains("${")) {
                throw new IllegalArgumentException(
                        "has a key at line " + line(tuple.getKeyNode()) + " that is not plain text");
            }
            if (converted.put(key.getValue(), convert(tuple.getValueNode(), depth + 1)) != null) {
                throw new IllegalArgumentException("has the key " + key.getValue() + " twice, at line " + line(key));
            }
        }
        return converted;
    }

    private Object convertScalar(ScalarNode scalar) {
        String value = scalar.getValue();
        Matcher found = PLACEHOLDER.matcher(value);
        while (found.find()) {
            placeholders.add(found.group(1));
        }
        if (found.reset().matches() && scalar.getScalarStyle() == ScalarStyle.PLAIN) {
            return new Whole(found.group(1));
        }
        return found.reset().find() ? new Text(value) : plain(scalar);
    }

    private static Object plain(ScalarNode scalar) {
        String value = scalar.getValue();
        if (scalar.getTag().equals(Tag.INT) && value.matches("-?\\d{1,9}")) {
            return Integer.valueOf(value);
        }
        if (scalar.getTag().equals(Tag.BOOL) && (value.equals("true") || value.equals("false"))) {
            return Boolean.valueOf(value);
        }
        if (scalar.getTag().equals(Tag.STR)) {
            return value;
        }
        throw new IllegalArgumentException("has the value " + value + " at line " + line(scalar)
                + ", which is neither text nor an integer, true or false: quote it");
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** Which placeholders it names. */
    public Set<String> placeholders() {
        return placeholders;
    }

    /** The object, of maps, lists, strings, numbers and booleans; every placeholder must be among the values, be it without one. */
    public Map<String, Object> fill(Map<String, Optional<Object>> values) {
        if (fillAny(tree, values).orElseThrow() instanceof Map<?, ?> map) {
            Map<String, Object> filled = new LinkedHashMap<>();
            map.forEach((key, value) -> filled.put(String.valueOf(key), value));
            return filled;
        }
        throw new IllegalStateException("a template is a map");
    }

    private static Optional<Object> fillAny(Object part, Map<String, Optional<Object>> values) {
        return switch (part) {
            case Whole(String name) -> value(name, values);
            case Text(String text) -> fillText(text, values);
            case Map<?, ?> map -> Optional.of(fillMap(map, values));
            case List<?> list -> Optional.of(fillList(list, values));
            default -> Optional.of(part);
        };
    }

    private static Map<String, Object> fillMap(Map<?, ?> map, Map<String, Optional<Object>> values) {
        Map<String, Object> filled = new LinkedHashMap<>();
        map.forEach(
                (key, value) -> fillAny(value, values).ifPresent(present -> filled.put(String.valueOf(key), present)));
        return filled;
    }

    private static List<Object> fillList(List<?> list, Map<String, Optional<Object>> values) {
        List<Object> filled = new ArrayList<>();
        list.forEach(each -> fillAny(each, values).ifPresent(filled::add));
        return filled;
    }

    private static Optional<Object> fillText(String text, Map<String, Optional<Object>> values) {
        Matcher found = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (found.find()) {
            Optional<Object> value = value(found.group(1), values);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            found.appendReplacement(filled, Matcher.quoteReplacement(String.valueOf(value.get())));
        }
        return Optional.of(found.appendTail(filled).toString());
    }

    private static Optional<Object> value(String name, Map<String, Optional<Object>> values) {
        Optional<Object> value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "names the unknown placeholder ${" + name + "}, known are " + values.keySet());
        }
        return value;
    }
}
