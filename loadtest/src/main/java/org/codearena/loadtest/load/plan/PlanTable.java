package org.codearena.loadtest.load.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.codearena.loadtest.load.report.Text;
import org.codearena.loadtest.load.report.WaitPage;

/** Plans as words and numbers for people: a table with a column for each, and pictures of the waits. */
final class PlanTable {
    private static final int BAR = 40;

    private PlanTable() {}

    /** What is needed, by what it is called; in the order of reading. */
    static Map<String, String> rows(Plan plan) {
        Map<String, String> rows = new LinkedHashMap<>();
        Demand demand = plan.demand();
        if (demand.users() > 0) {
            rows.put("users", Text.number(demand.users()));
        }
        rows.put("submissions a day", round(demand.submissionsPerDay()));
        rows.put("in the busiest hour", round(demand.submissionsPerHour()));
        rows.put("a second at the peak", Text.number(demand.peakPerSecond()));
        rows.put("slots", slots(plan));
        rows.put("busy at the peak", percent(busy(plan)));
        rows.put("wait for a slot, p95", Text.millis(plan.longestWaitMs()));
        rows.put("with a node less", withoutNode(plan));
        rows.put("processes", processes(plan.processes()));
        rows.put("nodes", nodes(plan));
        rows.put("connections to PostgreSQL", Text.number(plan.connections().database()));
        rows.put("to RabbitMQ", Text.number(plan.connections().broker()));
        rows.put("to Redis", Text.number(plan.connections().cache()));
        rows.put("open event streams", Text.number(plan.connections().streams()));
        rows.put("commits a second", round(plan.traffic().commits()));
        rows.put("messages a second", round(plan.traffic().messages()));
        rows.put("database, a day", Text.bytes(plan.bytes().databaseEachDay()));
        rows.put(
                "database, " + plan.bytes().days() + " days",
                Text.bytes(plan.bytes().database()));
        rows.put("object store, besides problems", Text.bytes(plan.bytes().objects()));
        rows.put("broker, at most", Text.bytes(plan.bytes().broker()));
        return rows;
    }

    private static String round(double value) {
        return value < 10 ? Text.number(value) : Text.number(Math.round(value));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private static double busy(Plan plan) {
        double busy = plan.pools().stream()
                .mapToDouble(pool -> pool.busy() * pool.slots())
                .sum();
        return busy / plan.slots();
    }

    private static String slots(Plan plan) {
        return plan.pools().size() == 1
                ? Text.number(plan.slots())
                : Text.number(plan.slots()) + " ("
                        + plan.pools().stream()
                                .map(pool -> pool.name() + " " + pool.slots())
                                .collect(Collectors.joining(", "))
                        + ")";
    }

    private static String withoutNode(Plan plan) {
        if (plan.nodes().judges() == 1) {
            return "nothing is judged until it is back";
        }
        List<String> growing = plan.pools().stream()
                .filter(pool -> pool.withoutNodeP95Ms() == null)
                .map(Pool::name)
                .toList();
        return growing.isEmpty()
                ? Text.millis(plan.pools().stream()
                        .map(Pool::withoutNodeP95Ms)
                        .mapToDouble(each -> each == null ? 0 : each)
                        .max()
                        .orElse(0))
                : "the queue grows at the peak: " + String.join(", ", growing);
    }

    private static String processes(Plan.Processes processes) {
        return processes.alone()
                ? "1, with all roles"
                : processes.api() + " api, " + processes.ops() + " ops, " + processes.judges() + " judge";
    }

    private static String nodes(Plan plan) {
        Plan.Nodes nodes = plan.nodes();
        String size = " of " + plan.site().coresPerNode() + " cores and "
                + plan.site().gibPerNode() + " GiB";
        return nodes.all() == 1
                ? "1" + size
                : nodes.all() + size + " (" + nodes.judges() + " for judges, " + nodes.servers() + " for servers, "
                        + nodes.services() + " for PostgreSQL, RabbitMQ and Redis)";
    }

    /** A table in Markdown, which is readable as it is. */
    static List<String> markdown(List<Plan> plans) {
        List<Map<String, String>> columns = plans.stream().map(PlanTable::rows).toList();
        List<String> names = List.copyOf(columns.getFirst().keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            lines.add("| " + name + " | "
                    + columns.stream().map(each -> each.getOrDefault(name, "")).collect(Collectors.joining(" | "))
                    + " |");
            if (lines.size() == 1) {
                lines.add("|---" + "|---".repeat(columns.size()) + "|");
            }
        }
        return lines;
    }

    /** For a terminal: the same in two columns, and the waits as bars. */
    static List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        rows(plan).forEach((what, value) -> lines.add("%-32s %s".formatted(what, value)));
        plan.pools().forEach(pool -> {
            lines.add("");
            lines.add(about(pool));
            lines.addAll(bars(pool, plan.site().toleratedWaitMs()));
        });
        lines.add("");
        lines.add("The mix is " + mix(plan.demand()) + ".");
        lines.add("Measured: " + plan.measured() + ".");
        return lines;
    }

    private static String about(Pool pool) {
        return "%s: %s a second of %s each (scv %.2f), by the formula and in a simulation"
                .formatted(pool.name(), Text.number(pool.perSecond()), Text.millis(pool.meanMs()), pool.scv());
    }

    private static List<String> bars(Pool pool, double toleratedMs) {
        List<String> lines = new ArrayList<>();
        lines.add("%8s %6s %10s %10s".formatted("slots", "busy", "p95", "simulated"));
        for (Pool.Point point : pool.curve()) {
            int length = (int) Math.min(BAR, Math.round(point.simulatedP95Ms() / toleratedMs * BAR / 2));
            lines.add("%8d %6s %10s %10s %s%s"
                    .formatted(
                            point.slots(),
                            percent(point.busy()),
                            Text.millis(point.waitP95Ms()),
                            Text.millis(point.simulatedP95Ms()),
                            "#".repeat(length),
                            point.slots() == pool.slots() ? " <- planned" : "")
                    .stripTrailing());
        }
        return lines;
    }

    private static String mix(Demand demand) {
        return new TreeMap<>(demand.mix())
                .entrySet().stream()
                        .map(each -> each.getKey() + " " + percent(each.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** The same as a page with pictures. */
    static String page(Plan plan) {
        List<WaitPage.Row> rows = rows(plan).entrySet().stream()
                .map(each -> new WaitPage.Row(each.getKey(), each.getValue()))
                .toList();
        List<WaitPage.Queue> queues = plan.pools().stream()
                .map(pool -> new WaitPage.Queue(
                        pool.name(),
                        "the wait that 95 of 100 do not exceed, by slots",
                        pool.slots(),
                        pool.curve().stream()
                                .map(each -> new WaitPage.Point(each.slots(), each.waitP95Ms(), each.simulatedP95Ms()))
                                .toList()))
                .toList();
        return WaitPage.of(
                "A plan for " + round(plan.demand().submissionsPerHour()) + " submissions an hour",
                plan.site().toleratedWaitMs(),
                rows,
                queues);
    }
}
