package org.codearena.loadtest.load.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.report.Text;

/**
 * A forecast held against what was.
 *
 * @param submissions that were measured
 * @param busy the share of the slots that was busy meanwhile
 * @param serviceMs how long a slot was busy with one, on average
 * @param tolerance the part by which a wait may be longer than forecast
 */
public record Checked(
        Forecast forecast, long submissions, double busy, double serviceMs, Forecast.Waits measured, double tolerance) {

    /** The longest wait p95 that is borne out: chance in a run so short is not held against the plan, nor is a part of a service. */
    double mostP95Ms() {
        double forecastMs =
                Math.max(forecast.simulated().p95Ms(), forecast.p95OfRuns().mostMs());
        return forecastMs + tolerance * Math.max(forecastMs, forecast.serviceMs());
    }

    public boolean held() {
        return measured.p95Ms() <= mostP95Ms();
    }

    public List<Figure> figures() {
        String at = String.format(Locale.ROOT, ".busy%.0f", forecast.busy() * 100);
        String against = "of %d; planned by the formula %s, simulated %s, %s to %s in nine of ten runs so short"
                .formatted(
                        submissions,
                        Text.millis(forecast.formula().p95Ms()),
                        Text.millis(forecast.simulated().p95Ms()),
                        Text.millis(forecast.p95OfRuns().leastMs()),
                        Text.millis(forecast.p95OfRuns().mostMs()));
        return List.of(
                Figure.plain(
                        "plan.slots_busy" + at,
                        busy,
                        "x",
                        String.format(Locale.ROOT, "planned %.2f, each for %.0f ms", forecast.busy(), serviceMs),
                        1),
                Figure.plain(
                        "plan.wait_ms.p50" + at,
                        measured.p50Ms(),
                        "ms",
                        "simulated " + Text.millis(forecast.simulated().p50Ms()),
                        1),
                Figure.atMost("plan.wait_ms.p95" + at, measured.p95Ms(), "ms", Math.rint(mostP95Ms()), against, 1));
    }

    /** A table in Markdown, which is readable as it is. */
    public static List<String> markdown(List<Checked> all) {
        List<String> lines = new ArrayList<>(List.of(
                "| slots busy: planned, measured | submissions | service: planned, measured | wait p50: formula, simulated |"
                        + " measured | wait p95: formula, simulated | such runs | measured | by simulated |",
                "|---|---|---|---|---|---|---|---|---|"));
        all.forEach(each -> lines.add(each.row()));
        return lines;
    }

    private String row() {
        Forecast plan = forecast;
        return String.format(
                Locale.ROOT,
                "| %.0f %%, %.0f %% | %d | %s, %s | %s, %s | %s | %s, %s | %s to %s | %s | %s%s |",
                plan.busy() * 100,
                busy * 100,
                submissions,
                Text.millis(plan.serviceMs()),
                Text.millis(serviceMs),
                Text.millis(plan.formula().p50Ms()),
                Text.millis(plan.simulated().p50Ms()),
                Text.millis(measured.p50Ms()),
                Text.millis(plan.formula().p95Ms()),
                Text.millis(plan.simulated().p95Ms()),
                Text.millis(plan.p95OfRuns().leastMs()),
                Text.millis(plan.p95OfRuns().mostMs()),
                Text.millis(measured.p95Ms()),
                ratio(),
                held() ? "" : " MISSED");
    }

    /** Where nobody is to wait there is nothing to divide by. */
    private String ratio() {
        double planned = forecast.simulated().p95Ms();
        return planned < 1 ? "-" : String.format(Locale.ROOT, "%.2f", measured.p95Ms() / planned);
    }
}
