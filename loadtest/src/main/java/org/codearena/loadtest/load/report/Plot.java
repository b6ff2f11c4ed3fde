package org.codearena.loadtest.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A plot of lines. The lines are an SVG that is stretched to whatever room there is; all words are ordinary text laid over
 * it, so that they stay as large on a narrow page.
 */
final class Plot {
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 300;
    private static final int COLOURS = 6;
    private static final double NARROWEST = 3;

    /** A point of a line. */
    record Point(double x, double y) {}

    /**
     * A line.
     *
     * @param gap points further apart than this are not joined
     */
    record Line(String name, List<Point> points, double gap) {
        Line {
            points = List.copyOf(points);
        }
    }

    /** A stretch of the x axis with a name. */
    record Band(String name, double from, double to, boolean faded) {}

    /** A moment, or a stretch, of the x axis at which something happened. */
    record Happening(String name, double from, double to) {}

    private final String title;
    private final String about;
    private final Scale x;
    private final Scale y;
    private final DoubleFunction<String> xText;
    private final DoubleFunction<String> yText;
    private final List<Band> bands = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    Plot(String title, String about, Scale x, Scale y, DoubleFunction<String> xText, DoubleFunction<String> yText) {
        this.title = title;
        this.about = about;
        this.x = x;
        this.y = y;
        this.xText = xText;
        this.yText = yText;
    }

    Plot bands(List<Band> more) {
        bands.addAll(more);
        return this;
    }

    Plot happenings(List<Happening> more) {
        happenings.addAll(more);
        return this;
    }

    Plot lines(List<Line> more) {
        lines.addAll(more);
        return this;
    }

    String html() {
        StringBuilder html = new StringBuilder("<figure class=\"plot\">\n");
        html.append("<figcaption><strong>")
                .append(Text.escape(title))
                .append("</strong> ")
                .append(Text.escape(about))
                .append("</figcaption>\n");
        legend(html);
        html.append("<div class=\"frame\">\n<div class=\"y\" aria-hidden=\"true\">");
        y.marks().forEach(mark -> mark(html, "bottom", y.place(mark), yText.apply(mark)));
        html.append("</div>\n<div class=\"area\">");
        bandNames(html);
        svg(html);
        html.append("</div>\n<div class=\"x\" aria-hidden=\"true\">");
        x.marks().forEach(mark -> mark(html, "left", x.place(mark), xText.apply(mark)));
        return html.append("</div>\n</div>\n</figure>\n").toString();
    }

    private void legend(StringBuilder html) {
        html.append("<ul class=\"legend\">");
        for (int number = 0; number < lines.size(); number++) {
            html.append("<li><i class=\"")
                    .append(colour(number))
                    .append("\"></i>")
                    .append(Text.escape(lines.get(number).name()))
                    .append("</li>");
        }
        html.append("</ul>\n");
    }

    private static String colour(int number) {
        return "c" + (number % COLOURS + 1);
    }

    private static void mark(StringBuilder html, String side, double place, String text) {
        html.append("<span style=\"")
                .append(side)
                .append(':')
                .append(percent(place))
                .append("\">")
                .append(Text.escape(text))
                .append("</span>");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share * 100);
    }

    private void bandNames(StringBuilder html) {
        html.append("<div class=\"bands\" aria-hidden=\"true\">");
        for (Band band : bands) {
            double from = x.place(band.from());
            html.append("<span title=\"")
                    .append(Text.escape(band.name()))
                    .append("\" style=\"left:")
                    .append(percent(from))
                    .append(";width:")
                    .append(percent(x.place(band.to()) - from))
                    .append("\">")
                    .append(Text.escape(band.name()))
                    .append("</span>");
        }
        html.append("</div>");
    }

    private void svg(StringBuilder html) {
        html.append("<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\""
                        .formatted(WIDTH, HEIGHT))
                .append(Text.escape(title + ": "
                        + String.join(", ", lines.stream().map(Line::name).toList())))
                .append("\">\n");
        bands.stream().filter(Band::faded).forEach(band -> faded(html, band));
        happenings.forEach(each -> happening(html, each));
        y.marks()
                .forEach(mark -> html.append(
                        String.format(Locale.ROOT, "<path class=\"grid\" d=\"M0 %.1fH%d\"/>", down(mark), WIDTH)));
        bands.stream()
                .skip(1)
                .forEach(band -> html.append(String.format(
                        Locale.ROOT, "<path class=\"edge\" d=\"M%.1f 0V%d\"/>", across(band.from()), HEIGHT)));
        for (int number = lines.size() - 1; number >= 0; number--) {
            html.append("\n<path class=\"line ")
                    .append(colour(number))
                    .append("\" d=\"")
                    .append(path(lines.get(number)))
                    .append("\"/>");
        }
        html.append("\n</svg>");
    }

    private void faded(StringBuilder html, Band band) {
        html.append(String.format(
                Locale.ROOT,
                "<rect class=\"faded\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%d\"/>",
                across(band.from()),
                Math.max(0, across(band.to()) - across(band.from())),
                HEIGHT));
    }

    /** Never narrower than can be seen and pointed at. */
    private void happening(StringBuilder html, Happening each) {
        html.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"fault\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%d\"><title>",
                        across(each.from()),
                        Math.max(NARROWEST, across(each.to()) - across(each.from())),
                        HEIGHT))
                .append(Text.escape(each.name()))
                .append("</title></rect>");
    }

    /** A point that stands alone is a line of no length, which round ends make a dot. */
    private String path(Line line) {
        StringBuilder path = new StringBuilder();
        double last = Double.NEGATIVE_INFINITY;
        for (Point point : line.points()) {
            boolean joined = point.x() - last <= line.gap();
            path.append(String.format(
                    Locale.ROOT, joined ? "L%.1f %.1f" : "M%.1f %.1fh0", across(point.x()), down(point.y())));
            last = point.x();
        }
        return path.toString();
    }

    private double across(double value) {
        return x.place(value) * WIDTH;
    }

    private double down(double value) {
        return HEIGHT - y.place(value) * HEIGHT;
    }
}
