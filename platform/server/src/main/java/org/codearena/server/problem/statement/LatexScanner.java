package org.codearena.server.problem.statement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads LaTeX source from left to right: characters, commands, and whatever stands between a beginning and its end, as
 * source again. What has no end reaches to the end of the text; nothing here fails, and no text takes more than a few
 * passes. Not thread-safe.
 */
final class LatexScanner {
    private static final int NOWHERE = Integer.MAX_VALUE;

    /** A bracket that is not closed within so many characters opens no option. */
    private static final int LONGEST_OPTION = 1_000;

    private final String text;
    private int at;

    /** From where on a mark was looked for in vain, so that it is not looked for again and again. */
    private final Map<String, Integer> missing = new HashMap<>();

    LatexScanner(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** The next character, or NUL at the end. */
    char peek() {
        return atEnd() ? '\0' : text.charAt(at);
    }

    char next() {
        return text.charAt(at++);
    }

    boolean take(String expected) {
        boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    /** The name of a command, behind its backslash: letters, with a star if there is one, or a single other character. */
    String command() {
        int from = at;
        while (!atEnd() && isLetter(peek())) {
            at++;
        }
        if (at == from) {
            at += atEnd() ? 0 : 1;
            return text.substring(from, at);
        }
        return text.substring(from, at);
    }

    /** Blanks and at most one line break: what may stand between a command and its arguments. */
    void skipBlanks() {
        skipSpaces();
        int before = at;
        if (take("\n")) {
            skipSpaces();
            if (peek() == '\n') {
                at = before;
            }
        }
    }

    private void skipSpaces() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /** Behind a line break: passes all blanks that follow, and answers whether there was an empty line among them. */
    boolean skipLineBreak() {
        int breaks = 0;
        while (peek() == '\n' || peek() == ' ' || peek() == '\t') {
            breaks += next() == '\n' ? 1 : 0;
        }
        return breaks > 0;
    }

    /** Behind a percent sign: passes the rest of the line, its break, and the blanks that the next line begins with. */
    void skipComment() {
        boolean broken = false;
        while (!broken && !atEnd()) {
            broken = next() == '\n';
        }
        skipSpaces();
    }

    /** An argument, as source: what stands between braces, or a single character or command. */
    String argument() {
        skipBlanks();
        while (take("%")) {
            skipComment();
            skipBlanks();
        }
        if (atEnd()) {
            return "";
        }
        char first = next();
        return switch (first) {
            case '{' -> group();
            case '\\' -> "\\" + command();
            default -> String.valueOf(first);
        };
    }

    /** What is there when an argument in braces follows; nothing is passed otherwise. */
    Optional<String> bracedArgument() {
        int before = at;
        skipBlanks();
        if (take("{")) {
            return Optional.of(group());
        }
        at = before;
        return Optional.empty();
    }

    /** An optional argument, as source, when one follows. */
    Optional<String> option() {
        int before = at;
        skipBlanks();
        if (!take("[")) {
            at = before;
            return Optional.empty();
        }
        int from = at;
        int end = closing(']', Math.min(text.length(), at + LONGEST_OPTION), true);
        at = end == NOWHERE ? before : end + 1;
        return end == NOWHERE ? Optional.empty() : Optional.of(text.substring(from, end));
    }

    /** Behind an opening brace: the source up to the closing one, which is passed. */
    String group() {
        return group(true);
    }

    /** As {@link #argument}, for an address, in which a percent sign begins no comment. */
    String address() {
        skipBlanks();
        return take("{") ? group(false) : argument();
    }

    private String group(boolean comments) {
        int from = at;
        int end = closing('}', text.length(), comments);
        at = end == NOWHERE ? text.length() : end + 1;
        return text.substring(from, end == NOWHERE ? text.length() : end);
    }

    /** The source up to this mark, which is passed; empty, and nothing is passed, when there is no such mark. */
    Optional<String> upTo(String mark) {
        int end = at >= missing.getOrDefault(mark, NOWHERE) ? -1 : text.indexOf(mark, at);
        if (end < 0) {
            missing.merge(mark, at, Math::min);
            return Optional.empty();
        }
        String between = text.substring(at, end);
        at = end + mark.length();
        return Optional.of(between);
    }

    /** Behind an opening dollar: the source up to the closing one outside braces. */
    Optional<String> upToDollar() {
        int from = at;
        int end = closing('$', text.length(), true);
        if (end == NOWHERE) {
            return Optional.empty();
        }
        at = end + 1;
        return Optional.of(text.substring(from, end));
    }

    /** Behind {@code \begin{name}}: the source up to its own end, which is passed, or up to the end of the text. */
    String environment(String name) {
        String begin = "begin{" + name + "}";
        String end = "end{" + name + "}";
        int from = at;
        int depth = 1;
        while (!atEnd()) {
            int here = at;
            char next = next();
            if (next == '%') {
                skipComment();
            } else if (next == '\\') {
                depth += take(begin) ? 1 : 0;
                depth -= take(end) ? 1 : 0;
                if (depth == 0) {
                    return text.substring(from, here);
                }
                if (at == here + 1 && !atEnd()) {
                    at++;
                }
            }
        }
        return text.substring(from);
    }

    /** Where this character stands outside braces; nowhere when a brace closes before, or it never comes. */
    private int closing(char end, int limit, boolean comments) {
        int depth = 0;
        int i = at;
        while (i < limit) {
            char next = text.charAt(i);
            if (next == end && depth == 0) {
                return i;
            }
            switch (next) {
                case '\\' -> i++;
                case '%' -> i = comments ? Math.max(i, text.indexOf('\n', i)) : i;
                case '{' -> depth++;
                case '}' -> {
                    if (depth == 0) {
                        return NOWHERE;
                    }
                    depth--;
                }
                default -> {}
            }
            i++;
        }
        return NOWHERE;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
