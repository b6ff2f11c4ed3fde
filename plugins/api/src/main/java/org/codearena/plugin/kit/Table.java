package org.codearena.plugin.kit;

import java.util.List;
import java.util.stream.Collectors;

/** Results for people: a line each, and a line that sums up. */
public final class Table {
    private Table() {}

    public static String of(List<CaseResult> results) {
        int widest = results.stream()
                .mapToInt(result -> result.name().length())
                .max()
                .orElse(0);
        long agreeing = results.stream().filter(CaseResult::agrees).count();
        return results.stream().map(result -> line(result, widest)).collect(Collectors.joining()) + agreeing + " of "
                + results.size() + " cases agree\n";
    }

    private static String line(CaseResult result, int widest) {
        String told = result.agrees() ? result.seen() : result.seen() + "; expected: " + result.expected();
        return String.format(
                "%-4s  %-8s  %-" + widest + "s  %5d  %5d  %s%n",
                result.agrees() ? "ok" : "FAIL",
                result.language(),
                result.name(),
                result.compileMs(),
                result.runMs(),
                told);
    }
}
