package org.codearena.server.problem.format;

import java.util.ArrayList;
import java.util.List;
import org.codearena.server.kernel.Quoted;

/**
 * A glob of {@code submissions.yaml}: {@code *} within a name and braces with alternatives, nothing else is special. Not by
 * a regular expression, which a hostile glob could keep busy for ever.
 */
final class Glob {
    private static final int MOST_ALTERNATIVES = 100;

    private final String text;
    private final List<List<String>> alternatives;

    private Glob(String text, List<List<String>> alternatives) {
        this.text = text;
        this.alternatives = alternatives;
    }

    /**
     * Reads a glob.
     *
     * @throws IllegalArgumentException when its braces do not match or nest, or stand for too much
     */
    static Glob of(String text) {
        List<String> plain = List.of("");
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            String between = close < 0 ? "{" : text.substring(open + 1, close);
            requireBraces(!between.contains("{") && !text.substring(at, open).contains("}"), text);
            plain = product(product(plain, List.of(text.substring(at, open))), List.of(between.split(",", -1)));
            if (plain.size() > MOST_ALTERNATIVES) {
                throw new IllegalArgumentException(
                        "the glob " + Quoted.of(text) + " stands for more than " + MOST_ALTERNATIVES + " alternatives");
            }
            at = close + 1;
        }
        requireBraces(!text.substring(at).contains("}"), text);
        List<String> all = product(plain, List.of(text.substring(at)));
        return new Glob(
                text, all.stream().map(each -> List.of(each.split("/", -1))).toList());
    }

    private static void requireBraces(boolean fine, String text) {
        if (!fine) {
            throw new IllegalArgumentException("the glob " + Quoted.of(text) + " has braces that do not match or nest");
        }
    }

    private static List<String> product(List<String> beginnings, List<String> endings) {
        List<String> all = new ArrayList<>();
        for (String beginning : beginnings) {
            for (String ending : endings) {
                all.add(beginning + ending);
            }
        }
        return all;
    }

    /** Whether it matches the path or any directory that the path lies in. */
    boolean matches(String path) {
        List<String> parts = List.of(path.split("/", -1));
        return alternatives.stream()
                .anyMatch(glob -> glob.size() <= parts.size() && matchesEach(glob, parts.subList(0, glob.size())));
    }

    private static boolean matchesEach(List<String> glob, List<String> parts) {
        for (int i = 0; i < glob.size(); i++) {
            if (!matches(glob.get(i), parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it matches the path itself. */
    boolean matchesExactly(String path) {
        List<String> parts = List.of(path.split("/", -1));
        return alternatives.stream().anyMatch(glob -> glob.size() == parts.size() && matchesEach(glob, parts));
    }

    /** Tries the shortest match of each star first and goes back to the last star only, which is enough for stars. */
    private static boolean matches(String glob, String name) {
        int g = 0;
        int star = -1;
        int behindStar = 0;
        int n = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                behindStar = n;
            } else if (g < glob.length() && glob.charAt(g) == name.charAt(n)) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++behindStar;
            } else {
                return false;
            }
        }
        return glob.substring(g).chars().allMatch(c -> c == '*');
    }

    @Override
    public String toString() {
        return text;
    }
}
