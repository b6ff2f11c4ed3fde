package org.codearena.loadtest.all;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.codearena.loadtest.Main;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Report;
import org.codearena.loadtest.load.LoadMain;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Every bench, one after the other. */
@Command(
        name = "all",
        description = {
            "Runs every bench of the project on one installation, and prints every figure beside its goal and what it is compared"
                    + " with.",
            "What compares does so in interleaved rounds. Progress is told on standard error. Exits 0 unless a bench did not run"
                    + " to its end; a goal that was missed is told, and counts with --strict."
        },
        mixinStandardHelpOptions = true)
public final class AllBench implements Callable<Integer> {
    private static final int MISSED = 1;
    private static final int FAILED = 2;
    private static final Duration LONGEST = Duration.ofHours(1);

    @Option(names = "--data", required = true, description = "the data directory of an installation that is up")
    private Path data = Path.of("");

    @Option(names = "--json", description = "write all figures to this file")
    private @Nullable Path json;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "run these and no others")
    private List<String> only = List.of();

    @Option(names = "--skip", split = ",", paramLabel = "NAME", description = "run all but these")
    private List<String> skipped = List.of();

    @Option(names = "--quick", description = "few rounds and small numbers: shows that all of it runs")
    private boolean quick;

    @Option(names = "--strict", description = "exit with 1 where a goal was missed")
    private boolean strict;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Part> parts = Parts.chosen(only, skipped);
        Path directory = Files.createTempDirectory("codearena-bench");
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        List<String> failed = new ArrayList<>();
        for (Part part : parts) {
            System.err.printf("=== %s (%d of %d)%n", part.name(), parts.indexOf(part) + 1, parts.size());
            long started = System.nanoTime();
            List<Figure> measured = measure(part, directory);
            System.err.printf("=== %s took %d s%n", part.name(), (System.nanoTime() - started) / 1_000_000_000);
            figures.put(part.name(), measured);
            if (measured.isEmpty()) {
                failed.add(part.name());
            }
        }
        return tell(figures.values().stream().flatMap(List::stream).toList(), failed);
    }

    /** Empty where the bench did not come to its end: only then are its figures written, whatever they are. */
    private List<Figure> measure(Part part, Path directory) throws IOException, InterruptedException {
        Class<?> main = part.isLoad() ? LoadMain.class : Main.class;
        boolean ended = Child.run(main, part.commandLine(data, directory, quick), LONGEST);
        Path file = part.figures(directory);
        return ended && Files.exists(file)
                ? JsonMapper.shared()
                        .readValue(Files.readAllBytes(file), Report.class)
                        .figures()
                : List.of();
    }

    private int tell(List<Figure> figures, List<String> failed) throws IOException {
        Report.of(figures).tell(json);
        long missed = figures.stream().filter(figure -> !figure.held()).count();
        long goals = figures.stream().filter(figure -> !figure.goal().isEmpty()).count();
        System.out.printf("%d figures, %d goals, %d missed%n", figures.size(), goals, missed);
        failed.forEach(name -> System.out.println("did not run to its end: " + name));
        return exitCode(missed, failed);
    }

    private int exitCode(long missed, List<String> failed) {
        if (!failed.isEmpty()) {
            return FAILED;
        }
        return strict && missed > 0 ? MISSED : 0;
    }
}
