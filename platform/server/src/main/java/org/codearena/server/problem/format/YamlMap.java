package org.codearena.server.problem.format;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * A map of a YAML file whose values are read as the type that is expected, never as what YAML 1.1 makes of them: the name
 * {@code No} stays a name. What is of another type is an error that names the key and the value, and counts as absent.
 */
final class YamlMap {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?([0-9]{0,30}\\.[0-9]{1,30}|[0-9]{1,30}\\.?)([Ee][+-]?[0-9]{1,3})?");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,12}");

    private final String prefix;
    private final Map<String, @Nullable Object> values;
    private final Consumer<String> errors;
    private final Consumer<String> warnings;

    private YamlMap(
            String prefix, Map<String, @Nullable Object> values, Consumer<String> errors, Consumer<String> warnings) {
        this.prefix = prefix;
        this.values = values;
        this.errors = errors;
        this.warnings = warnings;
    }

    static YamlMap of(String prefix, Map<?, ?> raw, Consumer<String> errors, Consumer<String> warnings) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        raw.forEach((key, value) -> {
            if (key instanceof String name) {
                values.put(name, value);
            } else {
                errors.accept(prefix + "the key " + shown(key) + " must be a string");
            }
        });
        return new YamlMap(prefix, values, errors, warnings);
    }

    static YamlMap empty() {
        return new YamlMap("", Map.of(), _ -> {}, _ -> {});
    }

    Set<String> keys() {
        return values.keySet();
    }

    /** Reports every key that is not among these. */
    void allowOnly(Set<String> known) {
        values.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> errors.accept("the key " + Quoted.of(prefix + key) + " is unknown, known are "
                        + String.join(", ", new TreeSet<>(known))));
    }

    /** Mentions every key that is not among these, which changes nothing. */
    void warnOfOthersThan(Set<String> known) {
        values.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> warnings.accept("the key " + Quoted.of(prefix + key) + " is ignored, known are "
                        + String.join(", ", new TreeSet<>(known))));
    }

    boolean has(String key) {
        Object value = values.get(key);
        return value != null && !value.equals("");
    }

    void error(String key, String text) {
        errors.accept(prefix + key + " " + text);
    }

    void warn(String key, String text) {
        warnings.accept(prefix + key + " " + text);
    }

    Optional<String> string(String key) {
        return scalar(key, "a string");
    }

    private Optional<String> scalar(String key, String wanted) {
        if (!has(key)) {
            return Optional.empty();
        }
        Object value = values.get(key);
        if (value instanceof String text) {
            return Optional.of(text);
        }
        error(key, "must be " + wanted + ", is " + kind(value));
        return Optional.empty();
    }

    Optional<Boolean> bool(String key) {
        return scalar(key, "true or false").flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> {
                error(key, "is " + Quoted.of(text) + ", allowed are true and false");
                yield Optional.empty();
            }
        });
    }

    /** A whole number of 1 and more, at most the bound. */
    Optional<Long> whole(String key, long most) {
        return scalar(key, "a whole number").flatMap(text -> {
            if (WHOLE.matcher(text).matches() && Long.parseLong(text) >= 1 && Long.parseLong(text) <= most) {
                return Optional.of(Long.valueOf(text));
            }
            error(key, "is " + Quoted.of(text) + ", allowed are whole numbers from 1 to " + most);
            return Optional.empty();
        });
    }

    /** Any decimal number. */
    Optional<Double> number(String key) {
        return scalar(key, "a number").flatMap(text -> {
            if (DECIMAL.matcher(text).matches()) {
                return Optional.of(Double.valueOf(text));
            }
            error(key, "is " + Quoted.of(text) + ", which is not a number");
            return Optional.empty();
        });
    }

    /** A decimal number of at least the bound, which itself may be excluded. */
    Optional<BigDecimal> decimal(String key, BigDecimal least, boolean orEqual) {
        return scalar(key, "a number").flatMap(text -> {
            if (DECIMAL.matcher(text).matches()) {
                BigDecimal number = new BigDecimal(text);
                if (number.compareTo(least) > 0 || (orEqual && number.compareTo(least) == 0)) {
                    return Optional.of(number);
                }
            }
            error(
                    key,
                    "is " + Quoted.of(text) + ", allowed are numbers " + (orEqual ? "of at least " : "above ") + least);
            return Optional.empty();
        });
    }

    /** One string, or a list of them. */
    List<String> strings(String key) {
        return values.get(key) instanceof List<?>
                ? list(key)
                : string(key).map(List::of).orElse(List.of());
    }

    /** A list of strings. */
    List<String> list(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (!(values.get(key) instanceof List<?> list)) {
            error(key, "must be a list of strings, is " + kind(values.get(key)));
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        for (Object element : list) {
            if (element instanceof String text) {
                strings.add(text);
            } else {
                error(key, "must be a list of strings, holds " + kind(element));
            }
        }
        return strings;
    }

    boolean isMap(String key) {
        return values.get(key) instanceof Map<?, ?>;
    }

    boolean isList(String key) {
        return values.get(key) instanceof List<?>;
    }

    /** The map at this key; empty when there is none. */
    YamlMap map(String key) {
        Object value = values.get(key);
        if (value instanceof Map<?, ?> map) {
            return of(prefix + key + ".", map, errors, warnings);
        }
        if (has(key)) {
            error(key, "must be a map, is " + kind(value));
        }
        return new YamlMap(prefix + key + ".", Map.of(), errors, warnings);
    }

    /** The maps and strings in a list, or the one that stands alone: a string becomes a map of this one key. */
    List<YamlMap> entries(String key, String keyOfString) {
        List<YamlMap> entries = new ArrayList<>();
        for (Object entry : elements(key)) {
            if (entry instanceof Map<?, ?> map) {
                entries.add(of(prefix + key + ".", map, errors, warnings));
            } else if (entry instanceof String text) {
                entries.add(of(prefix + key + ".", Map.of(keyOfString, text), errors, warnings));
            } else {
                error(key, "must hold strings and maps, holds " + kind(entry));
            }
        }
        return entries;
    }

    private List<?> elements(String key) {
        if (!has(key)) {
            return List.of();
        }
        return values.get(key) instanceof List<?> list ? list : Collections.singletonList(values.get(key));
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "empty";
            case Map<?, ?> _ -> "a map";
            case List<?> _ -> "a list";
            default -> shown(value);
        };
    }

    private static String shown(@Nullable Object value) {
        return Quoted.of(String.valueOf(value));
    }
}
