package org.codearena.loadtest.load;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.codearena.loadtest.load.report.RunRecord.Second;

/**
 * Tells how a run goes: on a terminal one line that is written anew each second, with a bar; otherwise a plain line every
 * few seconds. Thread-safe.
 */
final class LiveView {
    private static final String TERMINAL_PROPERTY = "codearena.terminal";
    private static final String COLUMNS_PROPERTY = "codearena.columns";
    private static final String CLEAR_LINE = "\r\033[K";
    private static final int PLAIN_EVERY = 10;
    private static final int LIVE_OVER = 5;
    private static final int BAR = 20;

    private final PrintStream out;
    private final boolean terminal;
    private final int columns;
    private String stage = "";
    private double from;
    private double to = 1;
    private int seen;
    private final Deque<Map<String, Double>> recent = new ArrayDeque<>();

    LiveView(PrintStream out, boolean terminal, int columns) {
        this.out = out;
        this.terminal = terminal;
        this.columns = columns;
    }

    static LiveView onStandardOutput() {
        return new LiveView(
                System.out, Boolean.getBoolean(TERMINAL_PROPERTY), Integer.getInteger(COLUMNS_PROPERTY, 120));
    }

    synchronized void line(String text) {
        out.print(terminal ? CLEAR_LINE : "");
        out.println(text);
        out.flush();
    }

    /** From here on that is what goes on, and the bar is full when it ends. */
    synchronized void stage(String name, double begins, double ends) {
        stage = name;
        from = begins;
        to = ends;
    }

    synchronized void second(Second second) {
        recent.addLast(second.values());
        if (recent.size() > (terminal ? LIVE_OVER : PLAIN_EVERY)) {
            recent.removeFirst();
        }
        if (terminal) {
            String text = text(bar(second.at()));
            out.print(CLEAR_LINE + text.substring(0, Math.min(text.length(), columns - 1)));
            out.flush();
        } else if (++seen % PLAIN_EVERY == 0) {
            out.println(text("%4.0f s".formatted(second.at())));
            out.flush();
        }
    }

    synchronized void end() {
        out.print(terminal ? CLEAR_LINE : "");
        out.flush();
    }

    private String bar(double at) {
        double share = Math.clamp((at - from) / Math.max(1e-9, to - from), 0, 1);
        int full = (int) Math.round(share * BAR);
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] %3.0f %%".formatted(share * 100);
    }

    private String text(String progress) {
        return String.format(
                Locale.ROOT,
                "%s %s  offered %.1f/s  taken %.1f/s  verdicts %.1f/s  reads %.0f/s  waiting %.0f  taken in %s  verdict in %s  refused %.1f/s  errors %.1f/s",
                progress,
                stage,
                rate("offered."),
                rate("accepted."),
                rate("judged."),
                rate("read."),
                recent.getLast().getOrDefault("waiting", 0.0),
                worst("accept_ms.p99"),
                worst("verdict_ms.p95"),
                rate("refused"),
                rate("error"));
    }

    /** Over the last seconds, as one alone is a matter of chance. */
    private double rate(String prefix) {
        return recent.stream()
                        .flatMap(values -> values.entrySet().stream())
                        .filter(each -> each.getKey().startsWith(prefix))
                        .mapToDouble(Map.Entry::getValue)
                        .sum()
                / recent.size();
    }

    private String worst(String name) {
        OptionalDouble millis = recent.stream()
                .filter(values -> values.containsKey(name))
                .mapToDouble(values -> values.getOrDefault(name, 0.0))
                .max();
        if (millis.isEmpty()) {
            return "-";
        }
        return String.format(
                Locale.ROOT,
                millis.getAsDouble() < 1_000 ? "%.0f ms" : "%.1f s",
                millis.getAsDouble() / (millis.getAsDouble() < 1_000 ? 1 : 1e3));
    }
}
