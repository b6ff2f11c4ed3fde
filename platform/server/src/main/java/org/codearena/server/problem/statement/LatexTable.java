package org.codearena.server.problem.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code tabular}: rows split at {@code \\}, cells at {@code &}, both only outside braces, formulas and inner
 * environments. A cell that a {@code \multirow} above covers is left out, as HTML wants it.
 */
final class LatexTable {
    private static final Pattern RULE = Pattern.compile(
            "\\A\\s*\\\\(?:hline|toprule|midrule|bottomrule|(?:cline|cmidrule)\\s*(?:\\([a-z]*\\))?\\s*\\{[^}]*})");
    private static final Pattern REPEATED = Pattern.compile("\\*\\{(\\d{1,2})}\\{([^{}]*)}");
    private static final int MOST_COLUMNS = 60;

    private final UnaryOperator<String> convert;
    private final List<String> alignments;
    /** For each column, how many more rows a cell above covers. */
    private final List<Integer> covered = new ArrayList<>();

    private final StringBuilder html = new StringBuilder();

    private LatexTable(String columns, UnaryOperator<String> convert) {
        this.convert = convert;
        this.alignments = alignments(columns);
    }

    static String html(String columns, String body, UnaryOperator<String> convert) {
        LatexTable table = new LatexTable(columns, convert);
        table.rows(body);
        return "<table><tbody>" + table.html + "</tbody></table>";
    }

    private static List<String> alignments(String columns) {
        String flat = REPEATED.matcher(columns)
                .replaceAll(r -> Matcher.quoteReplacement(r.group(2).repeat(Integer.parseInt(r.group(1)))));
        List<String> alignments = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < flat.length() && alignments.size() < MOST_COLUMNS; i++) {
            char c = flat.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                switch (c) {
                    case 'l', 'p', 'm', 'b', 'X' -> alignments.add("text-left");
                    case 'c' -> alignments.add("text-center");
                    case 'r' -> alignments.add("text-right");
                    default -> {}
                }
            }
        }
        return alignments;
    }

    private void rows(String body) {
        for (String row : split(body, "\\\\")) {
            String content = withoutRules(row);
            if (!content.isBlank()) {
                row(content);
            }
        }
    }

    private static String withoutRules(String row) {
        String rest = row;
        Matcher rule = RULE.matcher(rest);
        while (rule.find()) {
            rest = rest.substring(rule.end());
            rule = RULE.matcher(rest);
        }
        return rest;
    }

    private void row(String row) {
        html.append("<tr>");
        int column = 0;
        for (String cell : split(row, "&")) {
            column += cell(cell.strip(), column);
        }
        html.append("</tr>");
    }

    /** Writes one cell and answers how many columns it fills. */
    private int cell(String source, int column) {
        if (covered(column) > 0) {
            covered.set(column, covered(column) - 1);
            if (source.isEmpty()) {
                return 1;
            }
        }
        LatexScanner in = new LatexScanner(source);
        int columns = 1;
        int rows = 1;
        String alignment = column < alignments.size() ? alignments.get(column) : "text-left";
        String content = source;
        if (in.take("\\multicolumn") || in.take("\\multicol")) {
            columns = count(in.argument());
            alignment = alignments(in.argument()).stream().findFirst().orElse(alignment);
            content = in.argument();
            in = new LatexScanner(content.strip());
        }
        if (in.take("\\multirow")) {
            in.option();
            rows = count(in.argument());
            in.option();
            in.argument();
            content = in.argument();
            cover(column, columns, rows - 1);
        }
        html.append("<td class=\"").append(alignment).append('"').append(span("colspan", columns));
        html.append(span("rowspan", rows))
                .append('>')
                .append(convert.apply(content))
                .append("</td>");
        return columns;
    }

    private int covered(int column) {
        return column < covered.size() ? covered.get(column) : 0;
    }

    private void cover(int column, int columns, int rows) {
        for (int i = column; i < Math.min(column + columns, MOST_COLUMNS); i++) {
            while (covered.size() <= i) {
                covered.add(0);
            }
            covered.set(i, rows);
        }
    }

    private static String span(String attribute, int count) {
        return count > 1 ? " " + attribute + "=\"" + count + "\"" : "";
    }

    private static int count(String argument) {
        return argument.strip().matches("[1-9][0-9]?") ? Integer.parseInt(argument.strip()) : 1;
    }

    /** Splits where the separator stands outside everything that could hold one of its own. */
    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        LatexScanner in = new LatexScanner(text);
        StringBuilder part = new StringBuilder();
        int depth = 0;
        while (!in.atEnd()) {
            if (depth == 0 && in.take(separator)) {
                if (separator.equals("\\\\")) {
                    in.take("*");
                    in.option();
                }
                parts.add(part.toString());
                part.setLength(0);
                continue;
            }
            char next = in.next();
            part.append(next);
            switch (next) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '$' -> in.upToDollar().ifPresent(math -> part.append(math).append('$'));
                case '\\' -> depth += command(in, part);
                default -> {}
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static int command(LatexScanner in, StringBuilder part) {
        String name = in.command();
        part.append(name);
        return switch (name) {
            case "begin" -> 1;
            case "end" -> -1;
            default -> 0;
        };
    }
}
