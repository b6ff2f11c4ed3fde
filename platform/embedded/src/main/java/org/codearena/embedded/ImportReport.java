package org.codearena.embedded;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What an import found.
 *
 * @param taken whether the package itself was accepted
 */
record ImportReport(boolean taken, List<String> messages, List<Row> rows) {
    /** One of the package's own submissions. */
    record Row(String path, String language, String expected, String verdict, boolean agrees) {}

    ImportReport {
        messages = List.copyOf(messages);
        rows = List.copyOf(rows);
    }

    /** Reads what the API says of an import that has come to its end. */
    static ImportReport of(JsonNode answer) {
        var messages = new ArrayList<String>();
        answer.path("messages")
                .forEach(message -> messages.add(message.path("level").asString("") + ": "
                        + message.path("text").asString("")));
        var rows = new ArrayList<Row>();
        answer.path("submissions").forEach(submission -> rows.add(row(submission)));
        boolean done = answer.path("state").asString("").equals("done");
        return new ImportReport(done, messages, rows);
    }

    private static Row row(JsonNode submission) {
        var expected = new ArrayList<String>();
        submission.path("expected").forEach(verdict -> expected.add(verdict.asString()));
        return new Row(
                submission.path("path").asString(""),
                submission.path("language").asString(""),
                String.join(" or ", expected),
                submission.path("verdict").asString("no verdict"),
                submission.path("agrees").asBoolean(false));
    }

    /** For people: a line for each submission, a mark where it disagrees, then what else there is to say. */
    List<String> lines(String slug) {
        var lines = new ArrayList<String>();
        for (Row row : rows) {
            lines.add("%-8s  %-16s  %-36s  %-8s  %-24s  %s"
                    .formatted(row.agrees ? "ok" : "DIFFERS", slug, row.path, row.language, row.expected, row.verdict));
        }
        messages.forEach(message -> lines.add("%-8s  %-16s  %s".formatted("", slug, message)));
        return lines;
    }
}
