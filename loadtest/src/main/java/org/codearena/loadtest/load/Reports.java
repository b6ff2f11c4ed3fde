package org.codearena.loadtest.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.codearena.loadtest.bench.Report;
import org.codearena.loadtest.load.report.RunPage;
import org.codearena.loadtest.load.report.RunRecord;

/** Writes what a run has left, and tells it at a terminal. */
final class Reports {
    private static final int MISSED = 1;
    private static final int PERCENTILE_TICKS = 5;

    private Reports() {}

    static void write(Run.Result result, Path directory) throws IOException {
        RunRecord record = result.record();
        record.write(directory.resolve(RunRecord.FILE));
        Report.of(record.figures()).write(directory.resolve("figures.json"));
        Files.writeString(directory.resolve("report.html"), RunPage.of(record));
        for (Map.Entry<String, Histogram> each : result.outcome().histograms().entrySet()) {
            try (PrintStream out = new PrintStream(Files.newOutputStream(directory.resolve(each.getKey() + ".hgrm")))) {
                // In milliseconds; they are kept in microseconds.
                each.getValue().outputPercentileDistribution(out, PERCENTILE_TICKS, 1_000.0);
            }
        }
    }

    /** Answers the exit code. */
    static int tell(Run.Result result, Path directory, PrintStream out) throws IOException {
        RunRecord record = result.record();
        Report.of(record.figures()).print(out);
        record.account().findings().stream().limit(20).forEach(out::println);
        out.println("the report is " + directory.resolve("report.html").toAbsolutePath());
        result.outcome().bottleneck().ifPresent(sentence -> System.err.println("codearena: " + sentence));
        return record.held() ? 0 : MISSED;
    }
}
