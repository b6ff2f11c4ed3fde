package org.codearena.loadtest.load.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.report.RunRecord.Curve;

/** Two runs side by side. */
public final class Comparison {
    /** Less of a difference than this says nothing on a machine that has other things to do. */
    private static final double NOISE = 0.1;

    /**
     * One figure of both.
     *
     * @param ratio of the second to the first; none where the first is 0
     * @param better whether the second is better, worse, or neither
     */
    record Row(Figure first, Figure second, Optional<Double> ratio, Optional<Boolean> better) {}

    private final String firstName;
    private final RunRecord first;
    private final String secondName;
    private final RunRecord second;

    public Comparison(String firstName, RunRecord first, String secondName, RunRecord second) {
        this.firstName = firstName;
        this.first = first;
        this.secondName = secondName;
        this.second = second;
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Figure figure : first.figures()) {
            second.figure(figure.name()).ifPresent(other -> rows.add(row(figure, other)));
        }
        return rows;
    }

    private static Row row(Figure first, Figure second) {
        Optional<Double> ratio = first.value() == 0 ? Optional.empty() : Optional.of(second.value() / first.value());
        boolean same = first.value() == second.value()
                || ratio.filter(each -> Math.abs(each - 1) < NOISE).isPresent();
        return new Row(
                first,
                second,
                ratio,
                same || (first.unit().isEmpty() && first.goal().isEmpty())
                        ? Optional.empty()
                        : Optional.of(second.value() > first.value() == moreIsBetter(first)));
    }

    private static boolean moreIsBetter(Figure figure) {
        return figure.goal().startsWith(">=") || figure.name().endsWith("_per_s");
    }

    /** Figures that only one of the two has. */
    private List<String> alone() {
        List<String> alone = new ArrayList<>();
        first.figures().stream()
                .filter(each -> second.figure(each.name()).isEmpty())
                .forEach(each -> alone.add(each.name() + " is only in " + firstName));
        second.figures().stream()
                .filter(each -> first.figure(each.name()).isEmpty())
                .forEach(each -> alone.add(each.name() + " is only in " + secondName));
        return alone;
    }

    /** For the terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(format("figure", "A", "B", "", "B / A", ""));
        for (Row row : rows()) {
            lines.add(format(
                    row.first().name(),
                    String.format(Locale.ROOT, "%.3f", row.first().value()),
                    String.format(Locale.ROOT, "%.3f", row.second().value()),
                    row.first().unit(),
                    ratio(row),
                    word(row)));
        }
        lines.addAll(alone());
        return lines;
    }

    private static String format(String name, String a, String b, String unit, String ratio, String word) {
        return "%-26s %12s %12s %-4s %8s  %s"
                .formatted(name, a, b, unit, ratio, word)
                .stripTrailing();
    }

    private static String ratio(Row row) {
        return row.ratio().map(each -> String.format(Locale.ROOT, "%.2f", each)).orElse("-");
    }

    private static String word(Row row) {
        return row.better().map(better -> better ? "better" : "worse").orElse("");
    }

    public String page() {
        StringBuilder html = new StringBuilder("<h1>Two runs</h1>\n<ul>");
        about(html, "A", firstName, first);
        about(html, "B", secondName, second);
        html.append(
                        "</ul>\n<h2>Figures</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>figure</th><th class=\"n\">A</th>")
                .append("<th class=\"n\">B</th><th class=\"n\">B / A</th><th></th></tr></thead>\n<tbody>\n");
        rows().forEach(row -> row(html, row));
        html.append("</tbody></table></div>\n<ul>");
        alone().forEach(each -> html.append("<li>").append(Text.escape(each)).append("</li>"));
        html.append("</ul>\n<h2>Percentiles</h2>\n<div class=\"plots\">\n");
        first.curves().forEach(curve -> curves(html, curve));
        return Page.of("Load: two runs", html.append("</div>\n").toString());
    }

    private static void about(StringBuilder html, String letter, String name, RunRecord run) {
        html.append("<li><strong>")
                .append(letter)
                .append("</strong> ")
                .append(Text.escape("%s: %s, seed %d, %s, commit %s, %d processors"
                        .formatted(
                                name,
                                run.scenario(),
                                run.seed(),
                                run.startedAt(),
                                run.commit(),
                                run.machine().cores())))
                .append("</li>");
    }

    private static void row(StringBuilder html, Row row) {
        html.append("<tr><td><code>")
                .append(Text.escape(row.first().name()))
                .append("</code></td><td class=\"n\">")
                .append(value(row.first()))
                .append("</td><td class=\"n\">")
                .append(value(row.second()))
                .append("</td><td class=\"n\">")
                .append(ratio(row))
                .append("</td><td class=\"")
                .append(row.better().map(better -> better ? "good" : "bad").orElse("soft"))
                .append("\">")
                .append(word(row))
                .append("</td></tr>\n");
    }

    private static String value(Figure figure) {
        return Text.escape(
                figure.unit().equals("ms")
                        ? Text.millis(figure.value())
                        : (Text.number(figure.value()) + " " + figure.unit()).strip());
    }

    private void curves(StringBuilder html, Curve curve) {
        second.curves().stream()
                .filter(other -> other.name().equals(curve.name()))
                .findFirst()
                .ifPresent(other -> {
                    Map<String, Curve> both = new LinkedHashMap<>();
                    both.put("A (" + curve.count() + ")", curve);
                    both.put("B (" + other.count() + ")", other);
                    html.append(Plots.percentiles(Plots.curveTitle(curve), "not slower than that", both));
                });
    }
}
