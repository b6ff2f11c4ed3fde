package org.codearena.loadtest.load.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.codearena.loadtest.load.report.RunRecord.Curve;
import org.codearena.loadtest.load.report.RunRecord.Second;

/** The plots of one run. */
final class Plots {
    /** More points than these are not seen as more. */
    private static final int MOST_POINTS = 240;

    /** A rate of a few a second is a picket fence by the second. */
    private static final int RATE_SECONDS = 5;

    /** Seconds without a value over which a line goes on. */
    private static final double LONGEST_JOIN = 15;

    private final RunRecord run;
    private final double end;
    private final int bucket;

    Plots(RunRecord run) {
        this.run = run;
        this.end = run.timeline().isEmpty() ? 1 : run.timeline().getLast().at();
        this.bucket = Math.max(1, (int) Math.ceil(run.timeline().size() / (double) MOST_POINTS));
    }

    List<String> html() {
        List<String> plots = new ArrayList<>();
        rates(
                plots,
                "Submissions",
                "per second: what was to come, what was taken, what was judged",
                Map.of("offered.", "offered", "accepted.", "taken", "judged.", "verdicts"),
                this::isSubmitting);
        rates(
                plots,
                "Pages",
                "per second: what was to be read, what was",
                Map.of("offered.", "offered", "read.", "read"),
                this::isReading);
        rates(
                plots,
                "Sessions",
                "per second: what was to be opened, what was, what was closed",
                Map.of("offered.", "offered", "opened.", "opened", "closed.", "closed"),
                this::isWorking);
        latency(plots, "Taking a submission", "from the moment it should have been sent to its 202", "accept_ms");
        latency(plots, "Verdict", "from the moment a submission should have been sent to its verdict", "verdict_ms");
        latency(plots, "Reading a page", "from the moment it should have been asked for to its last byte", "read_ms");
        latency(plots, "Opening a session", "from the moment it should have been asked for to its shell", "open_ms");
        latency(plots, "Keystroke", "from the moment it should have been typed to its echo", "echo_ms");
        curves(plots);
        values(
                plots,
                "Queue",
                "submissions, each second",
                names("waiting", "backlog", "queued", "depth|waiting|in_flight"),
                Text::number);
        values(
                plots,
                "Workers",
                "submissions being judged, and what the server says of its slots",
                names("judging", "slots|free|busy|workers"),
                Text::number);
        values(
                plots,
                "Processors",
                "share of each machine",
                names("machine.cpu", "generator.cpu", "server.cpu"),
                Text::percent);
        values(plots, "Memory of the server", "MiB of heap", names("server.heap_mib"), Text::number);
        return plots;
    }

    private boolean isReading(String flow) {
        return run.counts().containsKey("read." + flow);
    }

    private boolean isWorking(String flow) {
        return run.counts().containsKey("opened." + flow);
    }

    private boolean isSubmitting(String flow) {
        return !isReading(flow) && !isWorking(flow);
    }

    /** One line for each kind of count, over all flows that are meant. */
    private void rates(
            List<String> plots, String title, String about, Map<String, String> kinds, Predicate<String> flows) {
        List<Plot.Line> lines = new ArrayList<>();
        for (String prefix : List.of("offered.", "accepted.", "judged.", "read.", "opened.", "closed.")) {
            String name = kinds.get(prefix);
            if (name != null) {
                mean(name, second -> sum(second, prefix, flows), Math.max(bucket, RATE_SECONDS))
                        .ifPresent(lines::add);
            }
        }
        // Nothing but what was offered is no plot of anything.
        if (lines.size() > 1) {
            plots.add(linear(title, about, lines, Text::number));
        }
    }

    private static OptionalDouble sum(Second second, String prefix, Predicate<String> flows) {
        List<Double> values = second.values().entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix)
                        && flows.test(each.getKey().substring(prefix.length())))
                .map(Map.Entry::getValue)
                .toList();
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        values.stream().mapToDouble(Double::doubleValue).sum());
    }

    private void latency(List<String> plots, String title, String about, String name) {
        List<Plot.Line> lines = new ArrayList<>();
        for (String percentile : List.of("p99", "p95", "p50")) {
            worst(percentile, second -> value(second, name + "." + percentile)).ifPresent(lines::add);
        }
        if (!lines.isEmpty()) {
            String worst = bucket == 1 ? "; each second" : "; the worst of every " + bucket + " seconds";
            plots.add(logarithmic(title, about + worst, lines));
        }
    }

    private List<String> names(String... patterns) {
        List<String> names = new ArrayList<>();
        Map<String, Boolean> all = new LinkedHashMap<>();
        run.timeline()
                .forEach(second -> second.values().keySet().stream().sorted().forEach(name -> all.put(name, true)));
        for (String pattern : patterns) {
            all.keySet().stream()
                    .filter(name -> name.equals(pattern)
                            || (pattern.contains("|")
                                    && name.startsWith("server.")
                                    && name.matches(".*(" + pattern + ").*")))
                    .forEach(names::add);
        }
        return names;
    }

    private void values(
            List<String> plots, String title, String about, List<String> names, DoubleFunction<String> text) {
        List<Plot.Line> lines = new ArrayList<>();
        names.forEach(
                name -> mean(label(name), second -> value(second, name), bucket).ifPresent(lines::add));
        if (!lines.isEmpty()) {
            plots.add(linear(title, about, lines, text));
        }
    }

    private static String label(String name) {
        return switch (name) {
            case "waiting" -> "without a verdict, as the generator knows";
            case "backlog" -> "in the backlog";
            case "queued" -> "with the broker";
            case "judging" -> "being judged";
            case "machine.cpu" -> "this whole machine";
            case "generator.cpu" -> "the generator";
            case "server.cpu" -> "the server's process";
            case "server.heap_mib" -> "heap in use";
            default -> name.replace("server.", "").replace('_', ' ');
        };
    }

    private static OptionalDouble value(Second second, String name) {
        Double value = second.values().get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private interface Read {
        OptionalDouble of(Second second);
    }

    /** The mean of every so many seconds. */
    private Optional<Plot.Line> mean(String name, Read read, int seconds) {
        return line(name, read, seconds, values -> values.average());
    }

    /** The worst of every bucket of seconds. */
    private Optional<Plot.Line> worst(String name, Read read) {
        return line(name, read, bucket, values -> values.max());
    }

    private Optional<Plot.Line> line(
            String name, Read read, int seconds, Function<DoubleStream, OptionalDouble> together) {
        List<Plot.Point> points = new ArrayList<>();
        for (int from = 0; from < run.timeline().size(); from += seconds) {
            List<Second> some = run.timeline()
                    .subList(from, Math.min(from + seconds, run.timeline().size()));
            double middle = (some.getFirst().at() + some.getLast().at()) / 2;
            together.apply(some.stream().map(read::of).flatMapToDouble(OptionalDouble::stream))
                    .ifPresent(value -> points.add(new Plot.Point(middle, value)));
        }
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new Plot.Line(name, points, Math.max(LONGEST_JOIN, 3.0 * seconds)));
    }

    private List<Plot.Band> bands() {
        List<Plot.Band> bands = new ArrayList<>();
        run.phases()
                .forEach(phase -> bands.add(new Plot.Band(phase.name(), phase.from(), phase.to(), !phase.counted())));
        if (!run.phases().isEmpty() && run.phases().getLast().to() < end) {
            bands.add(new Plot.Band("the rest", run.phases().getLast().to(), end, true));
        }
        return bands;
    }

    /** Each fault from its beginning until it was healed. */
    private List<Plot.Happening> happenings() {
        return run.incidents().stream()
                .filter(Incident::hit)
                .map(each -> new Plot.Happening(
                        FaultSection.sentence(each), each.at(), each.wasHealed() ? each.healed() : end))
                .toList();
    }

    private String linear(String title, String about, List<Plot.Line> lines, DoubleFunction<String> text) {
        return new Plot(title, about, Scale.time(end), Scale.linear(largest(lines)), Text::seconds, text)
                .bands(bands())
                .happenings(happenings())
                .lines(lines)
                .html();
    }

    private String logarithmic(String title, String about, List<Plot.Line> lines) {
        return new Plot(
                        title,
                        about,
                        Scale.time(end),
                        Scale.logarithmic(smallest(lines), largest(lines)),
                        Text::seconds,
                        Text::millis)
                .bands(bands())
                .happenings(happenings())
                .lines(lines)
                .html();
    }

    private void curves(List<String> plots) {
        if (!run.curves().isEmpty()) {
            plots.add(percentiles(
                    "Percentiles",
                    "of everything that counts: so much was not slower than that",
                    run.curves().stream()
                            .filter(curve -> !curve.name().startsWith("lag."))
                            .collect(Collectors.toMap(
                                    Plots::curveName, each -> each, (a, _) -> a, LinkedHashMap::new))));
        }
    }

    private static String curveName(Curve curve) {
        return curveTitle(curve) + " (" + Text.number(curve.count()) + ")";
    }

    static String curveTitle(Curve curve) {
        String name = curve.name();
        String flow = name.substring(name.indexOf('.') + 1);
        String kind = switch (name.substring(0, name.indexOf('.'))) {
            case "accept" -> "taking, ";
            case "verdict" -> "verdict, ";
            case "read" -> "page, ";
            case "board" -> "board, ";
            case "open" -> "opening, ";
            case "echo" -> "keystroke, ";
            case "run" -> "run, ";
            case "close" -> "closing, ";
            default -> "the generator's lag, ";
        };
        return kind + flow;
    }

    /** Percentiles by how much lies above them, so that each nine takes as much room. */
    static String percentiles(String title, String about, Map<String, Curve> curves) {
        List<Plot.Line> lines = new ArrayList<>();
        curves.forEach((name, curve) -> lines.add(new Plot.Line(
                name,
                curve.points().stream()
                        .filter(point -> point.millis() > 0)
                        .map(point -> new Plot.Point(nines(point.percentile()), point.millis()))
                        .toList(),
                Double.MAX_VALUE)));
        lines.removeIf(line -> line.points().isEmpty());
        long most = curves.values().stream().mapToLong(Curve::count).max().orElse(1);
        return new Plot(
                        title,
                        about,
                        Scale.nines(Math.clamp((int) Math.ceil(Math.log10((double) Math.max(most, 10))), 1, 5)),
                        Scale.logarithmic(smallest(lines), largest(lines)),
                        Plots::percentileText,
                        Text::millis)
                .lines(lines)
                .html();
    }

    private static double nines(double percentile) {
        return percentile >= 100 ? 9 : -Math.log10(1 - percentile / 100);
    }

    private static String percentileText(double nines) {
        return nines < 1
                ? "0 %"
                : String.format(
                        Locale.ROOT, "%." + Math.max(0, (int) nines - 2) + "f %%", 100 - Math.pow(10, 2 - nines));
    }

    static double largest(List<Plot.Line> lines) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Plot.Point::y)
                .max()
                .orElse(1);
    }

    static double smallest(List<Plot.Line> lines) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Plot.Point::y)
                .min()
                .orElse(1);
    }
}
