package org.codearena.loadtest.storm;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Installation;
import org.codearena.loadtest.bench.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What attacks at full load change for others, which is to be nothing. */
@Command(
        name = "storm",
        description = {
            "Submits hostile programs among honest ones and looks whether any honest verdict differs from a quiet run,",
            "and what is left on this machine. Exits 0 only when all was well."
        },
        mixinStandardHelpOptions = true)
public final class StormBench implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "the data directory of an installation that is up")
    private Path data = Path.of("");

    @Option(names = "--json", description = "write the figures to this file")
    private @Nullable Path json;

    @Option(names = "--hostile", defaultValue = "1000", description = "hostile submissions; default ${DEFAULT-VALUE}")
    private int hostile;

    @Option(names = "--honest", defaultValue = "1000", description = "honest submissions; default ${DEFAULT-VALUE}")
    private int honest;

    @Option(names = "--seed", defaultValue = "1", description = "decides their order; default ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws Exception {
        try (Installation installation = Installation.of(data)) {
            StormReport report =
                    new Storm(installation, data, System.err::println).blow(new Storm.Size(hostile, honest, seed));
            report.lines().forEach(System.out::println);
            report.surprises().forEach(each -> System.out.println("unusual: " + each));
            report.complaints().forEach(each -> System.out.println("WRONG: " + each));
            Report.of(figures(report)).tell(json);
            return report.complaints().isEmpty() ? 0 : 1;
        }
    }

    private static List<Figure> figures(StormReport report) {
        String against = "%d honest submissions alone, then among %d hostile ones, seed %d"
                .formatted(
                        report.size().honest(),
                        report.size().hostile(),
                        report.size().seed());
        return List.of(
                Figure.atMost("storm.changed_verdicts", report.changed().size(), "", 0, against, 1),
                Figure.atMost("storm.left_behind", report.left().size(), "", 0, against, 1),
                Figure.atMost("storm.heap_growth_mib", report.heapGrowthMib(), "MiB", 16, against, 1),
                Figure.plain("storm.honest_cpu_ratio", report.cpuRatio(), "x", against, 1),
                Figure.plain(
                        "storm.submissions_per_s",
                        (report.size().honest() + report.size().hostile()) / report.seconds(),
                        "/s",
                        against,
                        1));
    }
}
