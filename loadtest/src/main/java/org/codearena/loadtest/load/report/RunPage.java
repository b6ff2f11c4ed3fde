package org.codearena.loadtest.load.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.report.RunRecord.Account;
import org.codearena.loadtest.load.report.RunRecord.Waits;

/** One run as a page. */
public final class RunPage {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int MOST_FINDINGS = 100;

    private final RunRecord run;
    private final StringBuilder html = new StringBuilder();

    private RunPage(RunRecord run) {
        this.run = run;
    }

    public static String of(RunRecord run) {
        return new RunPage(run).page();
    }

    private String page() {
        head();
        verdict();
        account();
        html.append(FaultSection.of(run.incidents()));
        figures();
        html.append("<h2>Over time</h2>\n<div class=\"plots\">\n");
        new Plots(run).html().forEach(html::append);
        html.append("</div>\n");
        fairness();
        counts("Errors and refusals", "refused.", "error.");
        counts("Verdicts", "verdict.", "wrong");
        notes();
        return Page.of("Load: " + run.scenario(), html.toString());
    }

    private void head() {
        RunRecord.Span last = run.phases().isEmpty()
                ? new RunRecord.Span("", 0, 0, true)
                : run.phases().getLast();
        html.append("<h1>")
                .append(Text.escape(run.scenario()))
                .append("</h1>\n<p>")
                .append(Text.escape(run.about().strip()))
                .append("</p>\n<p class=\"soft\">")
                .append(Text.escape("%s UTC · %s of arrivals, %s in all · target %s · seed %d"
                        .formatted(
                                DAY.format(run.startedAt()),
                                Text.seconds(last.to()),
                                Text.seconds(run.seconds()),
                                run.target(),
                                run.seed())))
                .append("<br/>")
                .append(Text.escape("generator on %s, %d processors, %d MiB, kernel %s, Java %s · commit %s"
                        .formatted(
                                run.machine().cpu(),
                                run.machine().cores(),
                                run.machine().memoryMib(),
                                run.machine().kernel(),
                                run.machine().java(),
                                run.commit())))
                .append("</p>\n");
    }

    private void verdict() {
        List<Figure> missed =
                run.figures().stream().filter(figure -> !figure.held()).toList();
        html.append("<section class=\"verdict ")
                .append(missed.isEmpty() ? "good" : "bad")
                .append("\"><strong>")
                .append(missed.isEmpty() ? "Every goal was held." : missed.size() + " of the goals were missed.")
                .append("</strong>");
        if (!missed.isEmpty()) {
            html.append("<ul>");
            missed.forEach(figure -> html.append("<li><code>")
                    .append(Text.escape(figure.name()))
                    .append("</code> ")
                    .append(Text.escape(value(figure) + ", the goal is " + goal(figure)))
                    .append("</li>"));
            html.append("</ul>");
        }
        html.append("</section>\n");
    }

    private static String goal(Figure figure) {
        String goal = figure.goal().replace("<=", "≤").replace(">=", "≥");
        return figure.unit().equals("ms") && goal.length() > 2
                ? goal.substring(0, 2) + Text.millis(Double.parseDouble(goal.substring(2)))
                : goal;
    }

    private static String value(Figure figure) {
        return figure.unit().equals("ms") ? Text.millis(figure.value()) : number(figure);
    }

    private static String number(Figure figure) {
        return figure.unit().isEmpty()
                ? Text.number(figure.value())
                : Text.number(figure.value()) + " " + figure.unit();
    }

    private void account() {
        Account account = run.account();
        html.append("<h2>The ledger</h2>\n<ul class=\"tiles\">\n");
        tile(account.acknowledged(), "acknowledged", "");
        tile(account.lost(), "lost", zero(account.lost()));
        tile(account.doubled(), "doubled", zero(account.doubled()));
        tile(account.wrong(), "wrong", zero(account.wrong()));
        tile(account.stuck(), "stuck", zero(account.stuck()));
        tile(account.differing(), "boards and counters differing", zero(account.differing()));
        html.append("</ul>\n<p class=\"soft\">")
                .append(Text.escape("Compared: " + String.join("; ", account.compared()) + "."))
                .append("</p>\n");
        if (account.unanswered() > 0) {
            html.append("<p>")
                    .append(Text.escape("%d requests got no answer; the target has %d of them, which it may."
                            .formatted(account.unanswered(), account.unansweredTaken())))
                    .append("</p>\n");
        }
        findings(account);
    }

    private void findings(Account account) {
        if (account.findings().isEmpty()) {
            return;
        }
        html.append("<ul>\n");
        account.findings().stream()
                .limit(MOST_FINDINGS)
                .forEach(finding -> html.append("<li class=\"bad\">")
                        .append(Text.escape(finding))
                        .append("</li>\n"));
        html.append("</ul>\n");
        if (account.findings().size() > MOST_FINDINGS) {
            html.append("<p>… and ")
                    .append(account.findings().size() - MOST_FINDINGS)
                    .append(" more.</p>\n");
        }
    }

    private static String zero(long value) {
        return value == 0 ? "good" : "bad";
    }

    private void tile(long value, String name, String style) {
        html.append("<li><b class=\"")
                .append(style)
                .append("\">")
                .append(Text.number(value))
                .append("</b><span>")
                .append(Text.escape(name))
                .append("</span></li>\n");
    }

    private void figures() {
        html.append("<h2>Figures</h2>\n<div class=\"wide\"><table class=\"figures\">\n<thead><tr><th>figure</th>")
                .append("<th class=\"n\">value</th><th class=\"n\">goal</th><th>against</th></tr></thead>\n<tbody>\n");
        for (Figure figure : run.figures()) {
            html.append("<tr><td><code>")
                    .append(Text.escape(figure.name()))
                    .append("</code></td><td class=\"n ")
                    .append(figure.held() ? "" : "bad")
                    .append("\">")
                    .append(Text.escape(value(figure)))
                    .append("</td><td class=\"n soft\">")
                    .append(Text.escape(goal(figure)))
                    .append("</td><td class=\"soft against\">")
                    .append(Text.escape(figure.against()))
                    .append("</td></tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private void fairness() {
        if (run.users().isEmpty()) {
            return;
        }
        double longest = run.users().stream().mapToDouble(Waits::p95).max().orElse(1);
        html.append(
                        "<h2>By user</h2>\n<p class=\"soft\">How long each waited for verdicts: the first bar is the median,")
                .append(
                        " the second the 95th percentile.</p>\n<div class=\"wide\"><table>\n<thead><tr><th>phase</th><th>user</th>")
                .append(
                        "<th class=\"n\">verdicts</th><th class=\"n\">p50</th><th class=\"n\">p95</th><th>p50 and p95</th></tr></thead>\n<tbody>\n");
        for (Waits each : run.users()) {
            html.append("<tr><td class=\"name\">")
                    .append(Text.escape(each.phase()))
                    .append("</td><td class=\"name\">")
                    .append(Text.escape(each.user()))
                    .append("</td><td class=\"n\">")
                    .append(Text.number(each.count()))
                    .append("</td><td class=\"n\">")
                    .append(Text.millis(each.p50()))
                    .append("</td><td class=\"n\">")
                    .append(Text.millis(each.p95()))
                    .append("</td><td class=\"bars\">")
                    .append(bar(each.p50() / longest, "c1"))
                    .append(bar(each.p95() / longest, "c2"))
                    .append("</td></tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String bar(double share, String colour) {
        return String.format(Locale.ROOT, "<span class=\"bar %s\" style=\"width:%.1f%%\"></span>", colour, share * 100);
    }

    private void counts(String title, String... prefixes) {
        Map<String, Long> chosen = new TreeMap<>();
        run.counts().forEach((name, count) -> {
            for (String prefix : prefixes) {
                if (name.startsWith(prefix)) {
                    chosen.put(name.replace("refused.", "told to come later: "), count);
                }
            }
        });
        html.append("<h2>").append(title).append("</h2>\n");
        if (chosen.isEmpty()) {
            html.append("<p>None.</p>\n");
            return;
        }
        long most = chosen.values().stream().mapToLong(Long::longValue).max().orElse(1);
        html.append("<div class=\"wide\"><table><tbody>\n");
        chosen.forEach((name, count) -> html.append("<tr><td>")
                .append(Text.escape(name.replace("error.", "").replace("verdict.", "")))
                .append("</td><td class=\"n\">")
                .append(Text.number(count))
                .append("</td><td class=\"bars\">")
                .append(bar((double) count / most, name.startsWith("verdict.") ? "c1" : "c2"))
                .append("</td></tr>\n"));
        html.append("</tbody></table></div>\n");
    }

    private void notes() {
        if (!run.notes().isEmpty()) {
            html.append("<h2>Notes</h2>\n<ul>\n");
            run.notes()
                    .forEach(note ->
                            html.append("<li>").append(Text.escape(note)).append("</li>\n"));
            html.append("</ul>\n");
        }
    }
}
