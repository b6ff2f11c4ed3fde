package org.codearena.loadtest.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Incidents by their kind of fault: how often, what clients saw, how long they took to heal. Pure. */
public final class FaultTable {
    /**
     * One kind.
     *
     * @param missed how often nothing was hit
     * @param heldMax seconds
     * @param healP50 seconds; of those that were healed, as is the next
     * @param seen what went wrong for clients, by kind, over all of them
     */
    public record Row(
            String fault,
            int times,
            int missed,
            int unhealed,
            double heldMax,
            double healP50,
            double healMax,
            Map<String, Long> seen) {
        /** What clients saw, in words. */
        String words() {
            return seen.isEmpty()
                    ? "nothing"
                    : seen.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue()
                                    .reversed()
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .map(each -> each.getKey() + " × " + each.getValue())
                            .collect(Collectors.joining(", "));
        }
    }

    private FaultTable() {}

    public static List<Row> of(List<Incident> incidents) {
        Map<String, List<Incident>> kinds =
                incidents.stream().collect(Collectors.groupingBy(Incident::fault, TreeMap::new, Collectors.toList()));
        return kinds.entrySet().stream()
                .map(kind -> row(kind.getKey(), kind.getValue()))
                .toList();
    }

    private static Row row(String fault, List<Incident> all) {
        Healing healing = Healing.of(all);
        List<Incident> hits = all.stream().filter(Incident::hit).toList();
        Map<String, Long> seen = new TreeMap<>();
        hits.forEach(hit -> hit.seen().forEach((kind, count) -> seen.merge(kind, count, Long::sum)));
        return new Row(
                fault,
                healing.hits(),
                all.size() - healing.hits(),
                healing.unhealed(),
                hits.stream().mapToDouble(Incident::held).max().orElse(0),
                healing.p50(),
                healing.max(),
                seen);
    }

    /** Lines for a terminal. */
    public static List<String> lines(List<Incident> incidents) {
        List<String> lines = new ArrayList<>();
        lines.add("%-15s %5s %9s %13s %13s  %s"
                .formatted("fault", "times", "held max", "to heal p50", "to heal max", "what clients saw"));
        for (Row row : of(incidents)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-15s %5d %9s %13s %13s  %s",
                    row.fault(),
                    row.times(),
                    row.heldMax() > 0 ? seconds(row.heldMax()) : "-",
                    seconds(row.healP50()),
                    seconds(row.healMax()),
                    remarks(row)));
        }
        return lines;
    }

    private static String remarks(Row row) {
        return (row.unhealed() > 0 ? row.unhealed() + " NOT HEALED; " : "")
                + (row.missed() > 0 ? row.missed() + " hit nothing; " : "")
                + row.words();
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
