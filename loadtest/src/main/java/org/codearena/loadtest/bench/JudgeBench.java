package org.codearena.loadtest.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.codearena.contract.SourceFile;
import org.codearena.loadtest.SumProblem;
import org.codearena.plugin.Language;
import org.codearena.plugin.kit.PluginJars;
import org.codearena.plugin.kit.Role;
import org.codearena.server.execution.RunnerClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What judging costs: the same programs bare and judged, in turn, in one run; how much of the machine's throughput is
 * left; and how long a submission takes from the request to the verdict over HTTP when nothing else goes on.
 */
@Command(
        name = "judge",
        description = "Measures what judging adds to a program's own time, on a running installation of this machine.",
        mixinStandardHelpOptions = true)
public final class JudgeBench implements Callable<Integer> {
    private static final String INPUT = "20 22\n";
    private static final String ANSWER = "42\n";
    private static final String AGAINST_BARE = "bare fork+exec of the same command, interleaved, same run";
    private static final String PROBLEM = "bench-one-test";

    private static final double SHORT_RUN_MS = 5;

    /** Runs that are not counted: a judge that has just started is not what people meet. */
    private static final int WARM_UP = 200;

    @Option(names = "--data", required = true, description = "the data directory of an installation that is up")
    private Path data = Path.of("");

    @Option(names = "--json", description = "write the figures to this file")
    private @Nullable Path json;

    @Option(names = "--rounds", defaultValue = "9", description = "interleaved rounds; default ${DEFAULT-VALUE}")
    private int rounds = 9;

    @Option(
            names = "--tests",
            paramLabel = "N",
            description = "measure only a submission on a problem with so many tests")
    private int tests;

    @Option(
            names = "--language",
            defaultValue = "cpp",
            description = "in which --tests submits; default ${DEFAULT-VALUE}")
    private String languageId = "cpp";

    @Override
    public Integer call() throws Exception {
        if (tests > 0) {
            return manyTests();
        }
        return everything();
    }

    private int manyTests() throws Exception {
        try (PluginJars jars = PluginJars.load(data.resolve("plugins"));
                Installation installation = Installation.of(data)) {
            installation.awaitLanguages();
            Map.Entry<Language, SourceFile> program = programs(jars).entrySet().stream()
                    .filter(each -> each.getKey().id().equals(languageId))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("no plugin brings a program in '" + languageId + "'"));
            report(new ManyTests(installation, tests, rounds).figures(program.getKey(), program.getValue()));
        }
        return 0;
    }

    private int everything() throws Exception {
        Path directory = Files.createTempDirectory("codearena-bench");
        try (PluginJars jars = PluginJars.load(data.resolve("plugins"));
                Installation installation = Installation.of(data)) {
            installation.awaitLanguages();
            RunnerClient runners = new RunnerClient(
                    UnixDomainSocketAddress.of(data.resolve("run").resolve("runner.sock")));
            byte[] input = INPUT.getBytes(StandardCharsets.UTF_8);
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(input));
            runners.provide(sha256, () -> new ByteArrayInputStream(input));
            Bare bare = new Bare(directory, data.resolve("runner"), INPUT);
            Judged judged = new Judged(runners, sha256, ANSWER);
            List<Figure> figures = new ArrayList<>();
            Map<Language, SourceFile> programs = programs(jars);
            for (var each : programs.entrySet()) {
                Subject subject = Subject.of(each.getKey(), each.getValue(), runners);
                figures.add(added(subject, bare, judged));
                figures.add(throughput(subject, bare, judged, runners.status().slots()));
            }
            installation.importProblem(PROBLEM, SumProblem.of(1, 5));
            for (var each : programs.entrySet()) {
                figures.addAll(latency(each.getKey(), each.getValue(), installation));
            }
            report(figures);
        }
        return 0;
    }

    /** The same small program in each language, as far as its plugin brings one. */
    private static Map<Language, SourceFile> programs(PluginJars jars) {
        Map<Language, SourceFile> programs = new LinkedHashMap<>();
        jars.languages()
                .forEach(language -> jars.programsOf(language)
                        .map(of -> of.program(Role.ADD))
                        .filter(files -> files.size() == 1)
                        .ifPresent(files -> programs.put(language, files.getFirst())));
        return programs;
    }

    private Figure added(Subject subject, Bare bare, Judged judged) throws IOException, InterruptedException {
        int perRound = 10;
        judged.run(subject, WARM_UP);
        Samples bareMillis = Samples.none();
        Samples judgedMillis = Samples.none();
        for (int round = 0; round < rounds; round++) {
            bareMillis = bareMillis.and(Bare.finish(bare.start(subject, perRound)));
            judgedMillis = judgedMillis.and(judged.run(subject, perRound));
            progress(subject.name() + " added time", round);
        }
        return Figure.atMost(
                "judge." + subject.name() + ".added_ms.p50",
                judgedMillis.median() - bareMillis.median(),
                "ms",
                3,
                "%s (%.2f ms bare, %.2f ms judged)".formatted(AGAINST_BARE, bareMillis.median(), judgedMillis.median()),
                rounds);
    }

    private Figure throughput(Subject subject, Bare bare, Judged judged, int slots) throws Exception {
        int perRound = 40;
        List<Double> ratios = new ArrayList<>();
        List<Double> bareRunMillis = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(slots)) {
            for (int round = 0; round < rounds; round++) {
                double bareSeconds = seconds(executor, slots, () -> Bare.finish(bare.start(subject, perRound)));
                double judgedSeconds = seconds(executor, slots, () -> judged.run(subject, perRound));
                ratios.add(bareSeconds / judgedSeconds);
                bareRunMillis.add(bareSeconds * 1e3 / perRound);
                progress(subject.name() + " throughput", round);
            }
        }
        String name = "judge." + subject.name() + ".throughput_ratio";
        double ratio = new Samples(ratios).median();
        String against = slots + " at once, " + AGAINST_BARE;
        // A box costs a millisecond. To a program that itself takes less, that is most of it, whatever the box does.
        return new Samples(bareRunMillis).median() < SHORT_RUN_MS
                ? Figure.plain(name, ratio, "x", against, rounds)
                : Figure.atLeast(name, ratio, "x", 0.85, against, rounds);
    }

    private static double seconds(ExecutorService executor, int copies, Callable<Samples> work) throws Exception {
        long started = System.nanoTime();
        List<Future<Samples>> running = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            running.add(executor.submit(work));
        }
        for (Future<Samples> each : running) {
            each.get();
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private List<Figure> latency(Language language, SourceFile source, Installation installation)
            throws IOException, InterruptedException {
        int samples = 5 * rounds;
        List<Double> millis = new ArrayList<>();
        for (int i = -5; i < samples; i++) {
            double took = installation.submitToVerdict(PROBLEM, language.id(), unlikeTheOthers(source, i + 5));
            // The first few warm the server up and are not counted.
            if (i >= 0) {
                millis.add(took);
            }
        }
        progress(language.id() + " latency", rounds - 1);
        Samples all = new Samples(millis);
        String name = "judge." + language.id() + ".submit_to_verdict_ms";
        String against = "one submission at a time over HTTP, one test, after 5 to warm up";
        // What needs a preparation is slow to compile even so.
        double goal = language.preparation().isPresent() ? 300 : 120;
        return List.of(
                Figure.atMost(name + ".p50", all.median(), "ms", goal, against, samples),
                Figure.plain(name + ".p95", all.percentile(0.95), "ms", against, samples),
                Figure.plain(name + ".p99", all.percentile(0.99), "ms", against, samples));
    }

    /** With lines at its end that mean nothing: what was compiled before is kept, and people rarely send the same twice. */
    private static SourceFile unlikeTheOthers(SourceFile source, int number) {
        return SourceFile.of(source.path(), source.text() + "\n".repeat(number));
    }

    private void progress(String what, int round) {
        System.err.printf("%s: %d of %d%n", what, round + 1, rounds);
    }

    private void report(List<Figure> figures) throws IOException {
        Report.of(figures).tell(json);
    }
}
