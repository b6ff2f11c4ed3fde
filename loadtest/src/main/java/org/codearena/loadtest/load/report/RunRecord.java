package org.codearena.loadtest.load.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Report;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that is known of a run.
 *
 * @param seconds how long it took, from the first phase to the last verdict
 * @param timeline what was seen in each second, by name
 * @param counts of what happened, by name
 * @param incidents what was broken meanwhile, where that was the purpose; reports from before there was that have none
 * @param notes what a reader of the figures should know
 */
public record RunRecord(
        String scenario,
        String about,
        String target,
        long seed,
        Instant startedAt,
        double seconds,
        Report.Machine machine,
        String commit,
        List<Span> phases,
        List<Figure> figures,
        List<Second> timeline,
        List<Curve> curves,
        List<Waits> users,
        Map<String, Long> counts,
        Account account,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Incident> incidents,
        List<String> notes) {

    /** The name of its file in a report's directory. */
    public static final String FILE = "run.json";

    /** A phase, in seconds since the beginning. */
    public record Span(String name, double from, double to, boolean counted) {}

    /** One second. A value that there is none of is left out. */
    public record Second(double at, Map<String, Double> values) {
        public Second {
            values = Map.copyOf(values);
        }
    }

    /** A distribution of milliseconds. */
    public record Curve(String name, long count, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /** So much of a distribution, in percent, is not longer than that. */
    public record Point(double percentile, double millis) {}

    /** How long one user waited for verdicts in a phase. */
    public record Waits(String flow, String user, String phase, long count, double p50, double p95) {}

    /**
     * What became of the ledger.
     *
     * @param findings each promise that was not kept, and each difference of boards and counters, in words
     */
    public record Account(
            int acknowledged,
            int unanswered,
            int unansweredTaken,
            long lost,
            long doubled,
            long wrong,
            long stuck,
            long differing,
            List<String> compared,
            List<String> findings) {
        public Account {
            compared = List.copyOf(compared);
            findings = List.copyOf(findings);
        }

        public boolean clean() {
            return lost + doubled + wrong + stuck + differing == 0;
        }
    }

    public RunRecord {
        phases = List.copyOf(phases);
        figures = List.copyOf(figures);
        timeline = List.copyOf(timeline);
        curves = List.copyOf(curves);
        users = List.copyOf(users);
        counts = Map.copyOf(counts);
        incidents = List.copyOf(incidents);
        notes = List.copyOf(notes);
    }

    /** Whether all figures that have a goal hold it. */
    public boolean held() {
        return figures.stream().allMatch(Figure::held);
    }

    Optional<Figure> figure(String name) {
        return figures.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    public void write(Path file) throws IOException {
        Files.write(file, JsonMapper.shared().writeValueAsBytes(this));
    }

    /** Reads the record of a report, named by its directory or by the file itself. */
    public static RunRecord read(Path report) throws IOException {
        Path file = Files.isDirectory(report) ? report.resolve(FILE) : report;
        try {
            return JsonMapper.shared().readValue(Files.readAllBytes(file), RunRecord.class);
        } catch (JacksonException broken) {
            throw new IOException(file + " is no record of a run: " + broken.getOriginalMessage(), broken);
        }
    }
}
