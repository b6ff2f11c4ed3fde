package org.codearena.embedded;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.codearena.plugin.Language;
import org.codearena.plugin.kit.CaseResult;

/** Tells how a plugin's cases come out: a row for each as it ends, and at last what is to be mended. */
final class ConformanceReport {
    private static final String ROW = "%-4s  %-46s  %7s  %6s  %s%n";
    private static final int LINES_QUOTED = 20;

    private final PrintStream out;
    private final List<CaseResult> results = new ArrayList<>();

    ConformanceReport(PrintStream out) {
        this.out = out;
    }

    void begin(Language language) {
        out.printf("%s (%s)%n", language.name(), language.id());
        out.printf(ROW, "", "case", "compile", "run ms", "what was seen");
    }

    void row(CaseResult result) {
        results.add(result);
        out.printf(
                ROW, result.agrees() ? "ok" : "FAIL", result.name(), result.compileMs(), result.runMs(), result.seen());
    }

    /** Returns whether every case agrees, and there was one. */
    boolean end() {
        List<CaseResult> amiss =
                results.stream().filter(result -> !result.agrees()).toList();
        if (!amiss.isEmpty()) {
            out.printf("%nTo mend:%n");
            amiss.forEach(this::tell);
        }
        out.printf("%n%d of %d cases agree%n", results.size() - amiss.size(), results.size());
        return amiss.isEmpty() && !results.isEmpty();
    }

    private void tell(CaseResult result) {
        out.printf(
                "  %s: %s%n      expected: %s%n      seen:     %s%n",
                result.language(), result.name(), result.expected(), result.seen());
        List<String> said = result.said().lines().toList();
        Stream<String> rest = said.size() > LINES_QUOTED
                ? Stream.of("… and " + (said.size() - LINES_QUOTED) + " lines more")
                : Stream.of();
        Stream.concat(said.stream().limit(LINES_QUOTED), rest).forEach(line -> out.printf("      | %s%n", line));
    }
}
