package org.codearena.loadtest.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Samples;
import org.codearena.loadtest.load.target.Client;
import org.codearena.loadtest.load.target.Person;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether what is stored already makes anything slower. */
@Command(
        name = "growth",
        description = {
            "Measures what a submission, the pages about submissions and the sweeps cost beside more and more that is stored.",
            "Nothing may grow faster than the logarithm of that, and no large table may be read row by row. The submissions"
                    + " are put into the database, and removed at the end."
        },
        mixinStandardHelpOptions = true)
public final class GrowthBench implements Callable<Integer> {
    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "1000,100000,1000000",
            description = "submissions stored, growing; default ${DEFAULT-VALUE}")
    private List<Integer> sizes = List.of(1_000, 100_000, 1_000_000);

    @Option(names = "--samples", defaultValue = "200", description = "of each cost; default ${DEFAULT-VALUE}")
    private int samples = 200;

    @Override
    public Integer call() throws Exception {
        SampleSubmission sample = SampleSubmission.prepare(options.data());
        try (UnderTest installation = options.installation();
                Client client = new Client(installation.url(), 4);
                PausedRunner _ = PausedRunner.of(installation.pid());
                Visitors visitors = Visitors.of(installation.database())) {
            History history = new History(installation, visitors, sample.problem());
            Map<Integer, Map<String, Samples>> costs = new LinkedHashMap<>();
            List<Person> people = visitors.gather("setter", sizes.size() + 2);
            String nobody = people.getLast().username();
            // What is measured first warms up, and does not count.
            new Costs(installation, client, people.get(sizes.size()), nobody, sample).measure(samples);
            Map<String, Long> before = Map.of();
            for (int stage = 0; stage < sizes.size(); stage++) {
                history.growTo(sizes.get(stage));
                before = history.scannedRows();
                costs.put(
                        sizes.get(stage),
                        new Costs(installation, client, people.get(stage), nobody, sample).measure(samples));
            }
            return options.report(figures(costs, since(before, history.scannedRows())));
        }
    }

    private static Map<String, Long> since(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> more = new LinkedHashMap<>();
        after.forEach((table, rows) -> more.put(table, rows - before.getOrDefault(table, 0L)));
        return more;
    }

    private List<Figure> figures(Map<Integer, Map<String, Samples>> costs, Map<String, Long> scanned) {
        List<Figure> figures = new ArrayList<>();
        int least = sizes.getFirst();
        int most = sizes.getLast();
        Map<String, Samples> small = costs.getOrDefault(least, Map.of());
        for (String what : small.keySet()) {
            double ratio = median(costs, most, what) / median(costs, least, what);
            String each = sizes.stream()
                    .map(size -> String.format(Locale.ROOT, "%,d: %.2f", size, median(costs, size, what)))
                    .collect(Collectors.joining(", "));
            figures.add(Figure.atMost(
                    "growth." + what + "_ratio",
                    ratio,
                    "x",
                    logarithms(least, most),
                    "p50 in ms beside so many stored submissions: " + each,
                    samples));
        }
        figures.add(Figure.atMost(
                "growth.scanned_rows",
                (double) scanned.values().stream().mapToLong(rows -> rows).sum(),
                "rows",
                0,
                "read row by row at the largest size, by whatever the server did meanwhile: " + scanned,
                1));
        return figures;
    }

    private static double median(Map<Integer, Map<String, Samples>> costs, int size, String what) {
        return costs.getOrDefault(size, Map.of())
                .getOrDefault(what, new Samples(List.of(Double.NaN)))
                .median();
    }

    /** By how much a cost may grow that follows the logarithm. */
    static double logarithms(int least, int most) {
        return Math.round(100 * Math.log(most) / Math.log(least)) / 100.0;
    }
}
