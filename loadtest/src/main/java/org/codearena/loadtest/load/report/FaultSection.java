package org.codearena.loadtest.load.report;

import java.util.List;
import java.util.Map;

/** What a run's page says of the faults. */
final class FaultSection {
    private static final String FAULTS = "<h2>Faults</h2>\n<p class=\"soft\">Healed: after nothing held it broken any"
            + " more, a program that was submitted then had its verdict, and everything was there again.</p>\n";

    private static final String DRAINS =
            "<h2>Drains</h2>\n<p class=\"soft\">Held: from SIGTERM to the end of the process."
                    + " Healed: another one was ready in its place.</p>\n";

    private FaultSection() {}

    /** Nothing where nothing was broken. */
    static String of(List<Incident> incidents) {
        if (incidents.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder(
                incidents.stream().allMatch(each -> each.fault().equals(Incident.DRAIN)) ? DRAINS : FAULTS);
        html.append("<div class=\"wide\"><table>\n<thead><tr><th>fault</th><th class=\"n\">times</th>"
                + "<th class=\"n\">held, at most</th><th class=\"n\">to heal, p50</th>"
                + "<th class=\"n\">to heal, at most</th><th>what clients saw</th></tr></thead>\n<tbody>\n");
        FaultTable.of(incidents).forEach(row -> row(html, row));
        html.append("</tbody></table></div>\n<details><summary>One by one</summary><ol>\n");
        incidents.forEach(each -> html.append("<li")
                .append(each.hit() && !each.wasHealed() ? " class=\"bad\"" : "")
                .append('>')
                .append(Text.escape(sentence(each)))
                .append("</li>\n"));
        return html.append("</ol></details>\n").toString();
    }

    private static void row(StringBuilder html, FaultTable.Row row) {
        html.append("<tr><td><code>")
                .append(Text.escape(row.fault()))
                .append("</code></td><td class=\"n\">")
                .append(row.times())
                .append("</td><td class=\"n\">")
                .append(row.heldMax() > 0 ? FaultTable.seconds(row.heldMax()) : "")
                .append("</td><td class=\"n\">")
                .append(FaultTable.seconds(row.healP50()))
                .append("</td><td class=\"n ")
                .append(
                        row.unhealed() > 0
                                ? "bad\">never × " + row.unhealed()
                                : "\">" + FaultTable.seconds(row.healMax()))
                .append("</td><td>")
                .append(Text.escape(row.words()))
                .append("</td></tr>\n");
    }

    static String sentence(Incident each) {
        String what = Text.seconds(each.at()) + " " + each.fault();
        if (!each.hit()) {
            return what + " hit nothing: " + each.missed();
        }
        String held = each.held() > 0 ? ", held for " + FaultTable.seconds(each.held()) : "";
        String healed = each.wasHealed() ? "healed after " + FaultTable.seconds(each.toHeal()) : "not healed";
        Map<String, Long> seen = each.seen();
        return what + ": " + each.what() + held + ", " + healed + (seen.isEmpty() ? "" : "; clients saw " + seen);
    }
}
