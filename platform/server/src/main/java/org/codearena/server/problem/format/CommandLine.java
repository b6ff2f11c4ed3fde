package org.codearena.server.problem.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Arguments that a package gives as one string. They are split where a shell would, so that an argument in quotes may hold
 * spaces, as DOMjudge has it; problemtools knows no quotes, so that one that is never closed is a character like any other.
 */
final class CommandLine {
    private static final char NONE = 0;

    private final String text;
    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder argument = new StringBuilder();
    private boolean begun;
    private char quote = NONE;

    private CommandLine(String text) {
        this.text = text;
    }

    static List<String> split(String text) {
        CommandLine line = new CommandLine(text);
        for (int i = 0; i < text.length(); i++) {
            line.take(text.charAt(i));
        }
        line.end();
        return line.quote == NONE ? List.copyOf(line.arguments) : TypeReader.words(text);
    }

    private void take(char next) {
        if (quote != NONE) {
            takeQuoted(next);
        } else if (next == '"' || next == '\'') {
            quote = next;
            begun = true;
        } else if (Character.isWhitespace(next)) {
            end();
        } else {
            argument.append(next);
            begun = true;
        }
    }

    private void takeQuoted(char next) {
        if (next == quote) {
            quote = NONE;
        } else {
            argument.append(next);
        }
    }

    private void end() {
        if (begun) {
            arguments.add(argument.toString());
        }
        argument.setLength(0);
        begun = false;
    }

    @Override
    public String toString() {
        return text;
    }
}
