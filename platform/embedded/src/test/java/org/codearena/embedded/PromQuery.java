package org.codearena.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a query in the language of Prometheus names; not what it means, for which Prometheus has promtool. */
record PromQuery(String text, Set<String> metrics, Set<String> labels) {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Pattern FREE_NAME = Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");
    /** What Prometheus adds itself. */
    private static final Set<String> ADDED = Set.of("instance", "job");

    static PromQuery of(String text) {
        Set<String> labels = new TreeSet<>();
        String rest = STRING.matcher(text).replaceAll("\"\"");
        requireBalance(text, rest);
        rest = take(GROUPING, rest, labels);
        rest = take(MATCHERS, rest, labels);
        labels.removeAll(ADDED);
        Set<String> metrics = new TreeSet<>();
        Matcher names = FREE_NAME.matcher(RANGE.matcher(rest).replaceAll(""));
        while (names.find()) {
            if (!WORDS.contains(names.group(1))) {
                metrics.add(names.group(1));
            }
        }
        return new PromQuery(text, metrics, labels);
    }

    /** Takes the names within each match, and the match out of the text. */
    private static String take(Pattern pattern, String text, Set<String> names) {
        pattern.matcher(text)
                .results()
                .forEach(match -> NAME.matcher(match.group(1)).results().forEach(name -> names.add(name.group())));
        return pattern.matcher(text).replaceAll(" ");
    }

    private static void requireBalance(String text, String withoutStrings) {
        List<Character> open = new ArrayList<>();
        for (int at = 0; at < withoutStrings.length(); at++) {
            char each = withoutStrings.charAt(at);
            if ("([{".indexOf(each) >= 0) {
                open.add(each);
            } else if (")]}".indexOf(each) >= 0
                    && (open.isEmpty() || "([{".indexOf(open.removeLast()) != ")]}".indexOf(each))) {
                throw new IllegalArgumentException("a bracket closes that was not opened: " + text);
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("a bracket is not closed: " + text);
        }
    }
}
