package org.codearena.server.problem.statement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands that a statement defines itself, in running text and in formulas. Not thread-safe. */
final class LatexMacros {
    /** Enough for any statement, and an end to macros that double at every turn. */
    private static final int MOST_EXPANSIONS = 1_000;

    private static final int DEEPEST = 10;
    private static final int LONGEST = 100_000;

    private record Macro(int arguments, String body) {}

    private final Map<String, Macro> byName = new HashMap<>();
    private int expansions;

    /** Behind {@code \newcommand} and its like. */
    void define(LatexScanner in) {
        String name = in.argument().strip();
        int arguments = in.option().map(LatexMacros::count).orElse(0);
        // A default for the first argument: we have no use for it, so it is passed.
        in.option();
        put(name, arguments, in.argument());
    }

    /** Behind {@code \def}: a name, whatever its parameters look like, and a body. */
    void defineByDef(LatexScanner in) {
        in.skipBlanks();
        in.take("\\");
        String name = in.command();
        StringBuilder parameters = new StringBuilder();
        while (!in.atEnd() && in.peek() != '{') {
            parameters.append(in.next());
        }
        put("\\" + name, (int) parameters.chars().filter(c -> c == '#').count(), in.argument());
    }

    void defineOperator(LatexScanner in) {
        String name = in.argument().strip();
        put(name, 0, "\\operatorname{" + in.argument() + "}");
    }

    Optional<String> body(String command) {
        return Optional.ofNullable(byName.get(command)).map(Macro::body);
    }

    private void put(String name, int arguments, String body) {
        if (name.startsWith("\\") && name.length() > 1 && byName.size() < MOST_EXPANSIONS) {
            byName.put(name.substring(1), new Macro(arguments, body));
        }
    }

    private static int count(String option) {
        return option.matches("[1-9]") ? Integer.parseInt(option) : 0;
    }

    /** The source that a command stands for, its arguments read and put in; empty when it is not ours. */
    Optional<String> expand(String command, LatexScanner in) {
        Macro macro = byName.get(command);
        if (macro == null || expansions >= MOST_EXPANSIONS) {
            return Optional.empty();
        }
        expansions++;
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < macro.arguments(); i++) {
            arguments.add(in.argument());
        }
        String body = macro.body();
        for (int i = 0; i < arguments.size(); i++) {
            body = body.replace("#" + (i + 1), arguments.get(i));
        }
        return body.length() > LONGEST ? Optional.empty() : Optional.of(body);
    }

    /** A formula with our own commands replaced: what typesets it on the page does not know them. */
    String expandFormula(String latex) {
        return byName.isEmpty() ? latex : expandFormula(latex, 0);
    }

    private String expandFormula(String latex, int depth) {
        LatexScanner in = new LatexScanner(latex);
        StringBuilder expanded = new StringBuilder();
        while (!in.atEnd()) {
            char next = in.next();
            if (next != '\\') {
                expanded.append(next);
                continue;
            }
            String command = in.command();
            Optional<String> body = depth < DEEPEST ? expand(command, in) : Optional.empty();
            // Braces keep what follows from becoming part of a command that the body ends with.
            expanded.append(
                    body.map(b -> "{" + expandFormula(b, depth + 1) + "}").orElse("\\" + command));
        }
        return expanded.toString();
    }
}
