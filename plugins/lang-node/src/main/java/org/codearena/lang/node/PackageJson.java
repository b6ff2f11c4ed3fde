package org.codearena.lang.node;

import java.util.Optional;

/**
 * Reads the string {@code "main"} of a {@code package.json}, in one pass. It does not check that the text is JSON: the
 * compile step does, with words for the contestant.
 */
final class PackageJson {
    private final String text;
    private int at;

    private PackageJson(String text) {
        this.text = text;
    }

    static Optional<String> main(String text) {
        return new PackageJson(text).main();
    }

    private Optional<String> main() {
        int depth = 0;
        boolean wanted = false;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                String string = string();
                if (wanted) {
                    return Optional.of(string);
                }
                wanted = depth == 1 && string.equals("main") && colonFollows();
            } else if (c == '{' || c == '[') {
                depth++;
                wanted = false;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == ',') {
                wanted = false;
            }
        }
        return Optional.empty();
    }

    /** The rest of a string up to its closing quote. Paths need no escapes but that of the slash. */
    private String string() {
        StringBuilder string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            string.append(text.charAt(at++));
        }
        at++;
        return string.toString();
    }

    private boolean colonFollows() {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && text.charAt(next) == ':';
    }
}
