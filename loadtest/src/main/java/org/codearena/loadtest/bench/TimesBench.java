package org.codearena.loadtest.bench;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.plugin.kit.PluginJars;
import org.codearena.server.execution.OutputSink;
import org.codearena.server.execution.RunnerClient;
import org.codearena.server.execution.Runners;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures whether times can be trusted: the same program again and again, alone and with every other slot at work. */
@Command(
        name = "times",
        description = "Measures how much the CPU time of one and the same program varies, alone and under full load.",
        mixinStandardHelpOptions = true)
public final class TimesBench implements Callable<Integer> {
    /** Some 300 ms of arithmetic that no compiler can leave out. */
    private static final String PROGRAM = """
            #include <stdio.h>
            int main(void) {
                unsigned long long x = 88172645463325252ULL, sum = 0;
                for (long i = 0; i < 130000000; i++) {
                    x ^= x << 13; x ^= x >> 7; x ^= x << 17;
                    sum += x;
                }
                printf("%llu\\n", sum);
            }
            """;

    private static final double VARIATION_GOAL = 3;
    private static final double AWAY = 0.05;

    private static final OutputSink NOWHERE = new OutputSink() {
        @Override
        public void output(byte[] bytes) {}

        @Override
        public void error(byte[] bytes) {}
    };

    @Option(names = "--data", required = true, description = "the data directory of an installation that is up")
    private Path data = Path.of("");

    @Option(names = "--json", description = "write the figures to this file")
    private @Nullable Path json;

    @Option(names = "--runs", defaultValue = "200", description = "runs alone and under load; default ${DEFAULT-VALUE}")
    private int runs = 200;

    @Option(
            names = "--language",
            defaultValue = "c",
            description = "of the program, which is C; default ${DEFAULT-VALUE}")
    private String languageId = "c";

    @Override
    public Integer call() throws Exception {
        try (PluginJars jars = PluginJars.load(data.resolve("plugins"));
                Installation installation = Installation.of(data)) {
            installation.awaitLanguages();
            Runners runners = new RunnerClient(
                    UnixDomainSocketAddress.of(data.resolve("run").resolve("runner.sock")));
            Subject subject = Subject.of(language(jars), SourceFile.of("main.c", PROGRAM), runners);
            cpuMillis(runners, subject, 5);
            Samples alone = cpuMillis(runners, subject, runs);
            Samples loaded = underLoad(runners, subject, runners.status().slots() - 1);
            Report.of(figures(alone, loaded)).tell(json);
        }
        return 0;
    }

    private Language language(PluginJars jars) {
        return jars.languages().stream()
                .filter(each -> each.id().equals(languageId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no plugin offers '" + languageId + "'"));
    }

    private List<Figure> figures(Samples alone, Samples loaded) {
        String against = "%d runs of %.0f ms of CPU time, ".formatted(runs, alone.median());
        double ratio = loaded.median() / alone.median();
        return List.of(
                Figure.atMost("judge.cpu_time_cv", variation(alone), "%", VARIATION_GOAL, against + "alone", runs),
                Figure.atMost(
                        "judge.cpu_time_cv.loaded",
                        variation(loaded),
                        "%",
                        VARIATION_GOAL,
                        against + "every other slot at work",
                        runs),
                Figure.plain("judge.cpu_time_ratio", ratio, "x", "median under load by median alone", runs),
                Figure.atMost(
                        "judge.cpu_time_away",
                        away(alone, alone.median()) + away(loaded, alone.median()),
                        "runs",
                        0,
                        "of " + 2 * runs + ": more than 5 % above the median alone",
                        2 * runs));
    }

    private Samples underLoad(Runners runners, Subject subject, int others) throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        List<Thread> working = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            working.add(Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    cpuMillis(runners, subject, 1);
                }
            }));
        }
        Samples samples = cpuMillis(runners, subject, runs);
        enough.set(true);
        for (Thread each : working) {
            each.join();
        }
        return samples;
    }

    private static Samples cpuMillis(Runners runners, Subject subject, int count) {
        List<Double> millis = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            RunReport report = runners.run(
                            subject.program(),
                            new RunRequest(subject.run(), Optional.empty(), subject.limits()),
                            NOWHERE)
                    .orElseThrow(() -> new IllegalStateException("the runner dropped the program"));
            millis.add(report.cpuMicros() / 1e3);
        }
        return new Samples(millis);
    }

    /** The coefficient of variation: standard deviation by mean, in percent. */
    private static double variation(Samples samples) {
        double mean =
                samples.values().stream().mapToDouble(each -> each).average().orElse(0);
        double squares = samples.values().stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        return 100 * Math.sqrt(squares / (samples.values().size() - 1)) / mean;
    }

    /** Runs that a limit of a twentieth above the usual time would have ended. */
    private static double away(Samples samples, double usual) {
        return samples.values().stream()
                .filter(each -> each > usual * (1 + AWAY))
                .count();
    }
}
