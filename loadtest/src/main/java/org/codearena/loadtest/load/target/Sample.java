package org.codearena.loadtest.load.target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One value of the text format of Prometheus. */
public record Sample(String name, Map<String, String> labels, double value) {
    /** Within quotes a label may hold anything, such as the brace of a route's pattern. */
    private static final Pattern LINE = Pattern.compile(
            "([a-zA-Z_:][\\w:]*)(?:\\{((?:[^\"}]|\"(?:[^\"\\\\]|\\\\.)*\")*)})?\\s+(\\S+)(?:\\s+\\d+)?");

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    public Sample {
        labels = Map.copyOf(labels);
    }

    /** Empty where there is no such label. */
    public String label(String key) {
        return labels.getOrDefault(key, "");
    }

    static List<Sample> parse(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> samples.add(new Sample(
                        line.group(1), labels(line.group(2) == null ? "" : line.group(2)), number(line.group(3)))));
        return samples;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher each = LABEL.matcher(text);
        while (each.find()) {
            labels.put(each.group(1), each.group(2).replaceAll("\\\\(.)", "$1"));
        }
        return labels;
    }

    /** Prometheus writes infinity in its own way. */
    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
