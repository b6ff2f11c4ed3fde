package org.codearena.loadtest.load.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A map of a scenario file, which says for every value where it stands and what is allowed there. */
final class Settings {
    private final String where;
    private final Map<?, ?> values;
    private final Set<String> known = new TreeSet<>();

    private Settings(String where, Map<?, ?> values) {
        this.where = where;
        this.values = values;
    }

    static Settings of(String where, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Settings(where, map);
        }
        throw new ScenarioException(where + " must be a map of keys to values");
    }

    private @Nullable Object value(String key) {
        known.add(key);
        return values.get(key);
    }

    private String place(String key) {
        return where + "." + key;
    }

    boolean has(String key) {
        return value(key) != null;
    }

    String text(String key) {
        Object value = value(key);
        if (value == null) {
            throw new ScenarioException(place(key) + " is missing");
        }
        return String.valueOf(value).strip();
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    double number(String key, double otherwise) {
        return has(key) ? number(place(key), text(key)) : otherwise;
    }

    int count(String key, int otherwise) {
        double value = number(key, otherwise);
        if (value != Math.rint(value) || value < 0 || value > 1_000_000) {
            throw new ScenarioException(place(key) + " is " + text(key) + ", allowed is a whole number from 0 on");
        }
        return (int) value;
    }

    boolean flag(String key, boolean otherwise) {
        String value = text(key, String.valueOf(otherwise));
        if (!value.equals("true") && !value.equals("false")) {
            throw new ScenarioException(place(key) + " is '" + value + "', allowed are true and false");
        }
        return Boolean.parseBoolean(value);
    }

    Duration span(String key) {
        return Spans.parse(place(key), text(key));
    }

    Duration span(String key, Duration otherwise) {
        return has(key) ? span(key) : otherwise;
    }

    /** A rate per second, or one that goes evenly from the first to the second: {@code 2..20}. */
    Rate rate(String key) {
        String[] ends = text(key).split("\\.\\.", -1);
        double from = number(place(key), ends[0]);
        double to = ends.length == 1 ? from : number(place(key), ends[1]);
        if (ends.length > 2 || from < 0 || to < 0) {
            throw new ScenarioException(place(key) + " is '" + text(key) + "', allowed is a rate such as 2 or 2..20");
        }
        return new Rate(from, to);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        String wanted = text(key, wireName(otherwise));
        List<String> names = new ArrayList<>();
        for (E each : type.getEnumConstants()) {
            if (wireName(each).equals(wanted)) {
                return each;
            }
            names.add(wireName(each));
        }
        throw new ScenarioException(place(key) + " is '" + wanted + "', allowed are " + String.join(", ", names));
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    Optional<Settings> section(String key) {
        return has(key) ? Optional.of(of(place(key), value(key))) : Optional.empty();
    }

    List<Settings> sections(String key) {
        List<Settings> all = new ArrayList<>();
        int number = 0;
        for (Object each : list(key)) {
            all.add(of(place(key) + "[" + number++ + "]", each));
        }
        return all;
    }

    List<String> texts(String key) {
        return list(key).stream().map(String::valueOf).toList();
    }

    private List<?> list(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new ScenarioException(place(key) + " must be a list");
    }

    /** Names and how much each weighs against the others; in the order of the file. */
    Map<String, Double> weights(String key) {
        Map<String, Double> weights = new LinkedHashMap<>();
        section(key)
                .ifPresent(section -> section.values.forEach((name, weight) ->
                        weights.put(String.valueOf(name), section.weight(String.valueOf(name), weight))));
        return weights;
    }

    private double weight(String name, @Nullable Object value) {
        double weight = number(place(name), String.valueOf(value));
        if (weight < 0) {
            throw new ScenarioException(place(name) + " is " + weight + ", allowed is 0 or more");
        }
        return weight;
    }

    /** The names of the map's own keys, in the order of the file. */
    List<String> names() {
        return values.keySet().stream().map(String::valueOf).toList();
    }

    Settings at(String name) {
        return of(place(name), value(name));
    }

    private static double number(String place, String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            throw new ScenarioException(place + " is '" + text + "', allowed is a number", noNumber);
        }
        throw new ScenarioException(place + " is '" + text + "', allowed is a number");
    }

    /** To be called when everything was read: a key that nothing asked for is a mistake of its writer. */
    void requireNothingElse() {
        for (String name : names()) {
            if (!known.contains(name)) {
                throw new ScenarioException(place(name) + " is unknown, known here are " + String.join(", ", known));
            }
        }
    }
}
