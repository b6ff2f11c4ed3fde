package org.codearena.loadtest.load.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How long submissions wait, by how many slots there are: a plan as a page. */
public final class WaitPage {
    private static final double ALWAYS_JOINED = Double.MAX_VALUE;

    /** So many slots, and what 95 of 100 wait no longer than, by the formula and in the simulation. */
    public record Point(int slots, double waitMs, double simulatedMs) {}

    /**
     * Slots with a queue of their own.
     *
     * @param planned how many of them
     */
    public record Queue(String name, String about, int planned, List<Point> points) {
        public Queue {
            points = List.copyOf(points);
        }
    }

    /** A line of the table. */
    public record Row(String what, String value) {}

    private WaitPage() {}

    public static String of(String title, double toleratedMs, List<Row> rows, List<Queue> queues) {
        StringBuilder html =
                new StringBuilder("<h1>").append(Text.escape(title)).append("</h1>\n");
        html.append("<div class=\"wide\"><table>\n<tbody>\n");
        rows.forEach(row -> html.append("<tr><td>")
                .append(Text.escape(row.what()))
                .append("</td><td class=\"n\">")
                .append(Text.escape(row.value()))
                .append("</td></tr>\n"));
        html.append("</tbody></table></div>\n<h2>Wait by slots</h2>\n<div class=\"plots\">\n");
        queues.forEach(queue -> html.append(plot(queue, toleratedMs)));
        return Page.of(title, html.append("</div>\n").toString());
    }

    private static String plot(Queue queue, double toleratedMs) {
        double most = queue.points().getLast().slots();
        double shortest = shortest(queue, toleratedMs);
        double longest = Math.max(
                toleratedMs,
                queue.points().stream()
                        .mapToDouble(each -> Math.max(each.waitMs(), each.simulatedMs()))
                        .max()
                        .orElse(1));
        double first = queue.points().getFirst().slots();
        return new Plot(
                        queue.name(),
                        queue.about(),
                        Scale.linear(most),
                        Scale.logarithmic(shortest, longest),
                        Text::number,
                        Text::millis)
                .bands(List.of(new Plot.Band("planned: " + queue.planned(), queue.planned(), most, false)))
                .lines(List.of(
                        line("formula", queue, shortest, Point::waitMs),
                        line("simulation", queue, shortest, Point::simulatedMs),
                        new Plot.Line(
                                "tolerated",
                                List.of(new Plot.Point(first, toleratedMs), new Plot.Point(most, toleratedMs)),
                                ALWAYS_JOINED)))
                .html();
    }

    /** No wait at all has no place on an axis of powers: it is drawn as a millisecond, or as what is a tenth of tolerable. */
    private static double shortest(Queue queue, double toleratedMs) {
        return queue.points().isEmpty() ? 1 : Math.min(1, toleratedMs / 10);
    }

    private static Plot.Line line(String name, Queue queue, double shortest, ToDoubleFunction<Point> wait) {
        return new Plot.Line(
                name,
                queue.points().stream()
                        .map(each -> new Plot.Point(each.slots(), Math.max(shortest, wait.applyAsDouble(each))))
                        .toList(),
                ALWAYS_JOINED);
    }
}
