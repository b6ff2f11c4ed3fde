package org.codearena.server.workspace.project;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as somebody would type them. */
final class CommandLine {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*");

    private CommandLine() {}

    /** The line for a POSIX shell that starts this program with these arguments. */
    static String of(List<String> words) {
        return words.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    /** This line once that one has succeeded; that one may be empty. */
    static String after(String first, String then) {
        return first.isEmpty() ? then : first + " && " + then;
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
