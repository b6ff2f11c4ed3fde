package org.codearena.server.problem.format;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Names of files, tests and languages, as the format allows and orders them. */
final class Names {
    /** A file or directory that belongs to the package; any other is treated as if it were not there. */
    static final Pattern FILE = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}");

    static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");

    /** Directory by directory, so that a group's tests stay together whatever its neighbours are called. */
    static final Comparator<String> ORDER = Names::compare;

    private Names() {}

    private static int compare(String one, String other) {
        List<String> parts = List.of(one.split("/", -1));
        List<String> otherParts = List.of(other.split("/", -1));
        for (int i = 0; i < Math.min(parts.size(), otherParts.size()); i++) {
            int order = parts.get(i).compareTo(otherParts.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(parts.size(), otherParts.size());
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
