package org.codearena.loadtest.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.codearena.attacks.Attack;
import org.codearena.attacks.RunnerTraces;
import org.codearena.contract.SourceFile;
import org.codearena.loadtest.SumProblem;
import org.codearena.loadtest.bench.Installation;
import tools.jackson.databind.JsonNode;

/**
 * First the honest submissions alone, then the same ones among as many hostile ones, in an order that a seed decides, with
 * more of them on the way than there are slots. What is compared is every verdict of every test; what is looked at is all
 * that a runner leaves in the kernel and on the disk.
 */
public final class Storm {
    private static final String PROBLEM = "storm";
    private static final String LIMITS = "{time_limit: 1.0, memory: 128, output: 1, compilation_time: 4}";
    private static final int TESTS = 2;
    /** Enough that a slot which becomes free always finds the next one. */
    private static final int ON_THE_WAY = 12;

    private final Installation installation;
    private final Path data;
    private final Consumer<String> progress;

    /**
     * A storm over an installation.
     *
     * @param data its directory
     * @param progress is told, now and then, how far it is
     */
    public Storm(Installation installation, Path data, Consumer<String> progress) {
        this.installation = installation;
        this.data = data;
        this.progress = progress;
    }

    /** How many of each kind, and what decides their order. */
    public record Size(int hostile, int honest, long seed) {}

    /** One submission that is still to be made. */
    private record Planned(String name, String language, List<SourceFile> files, Set<String> expected) {}

    /** What became of one. */
    record Ended(String name, Set<String> expected, String verdict, List<String> tests, List<Long> cpuMs) {
        boolean isExpected() {
            return expected.contains(verdict);
        }
    }

    public StormReport blow(Size size) throws IOException, InterruptedException {
        installation.awaitLanguages();
        installation.importProblem(PROBLEM, SumProblem.of(TESTS, LIMITS));
        List<Ended> quiet = judge("quiet", honest(size.honest(), "quiet"));
        RunnerTraces traces = new RunnerTraces(runnerPid(), data.resolve("runner"));
        Set<String> before = traces.now();
        Consumption used = Consumption.of(traces);

        List<Planned> all = new ArrayList<>(honest(size.honest(), "storm"));
        all.addAll(hostile(size.hostile(), size.seed()));
        // Which is where comes back with the seed; which belongs to which is told by the place before that.
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(size.seed()));
        long started = System.nanoTime();
        List<Ended> mixed = judge("storm", order.stream().map(all::get).toList());
        double seconds = (System.nanoTime() - started) / 1e9;
        List<Ended> inPlace = new ArrayList<>(Collections.nCopies(all.size(), quiet.getFirst()));
        for (int i = 0; i < order.size(); i++) {
            inPlace.set(order.get(i), mixed.get(i));
        }
        return new StormReport(
                size,
                quiet,
                inPlace.subList(0, size.honest()),
                inPlace.subList(size.honest(), all.size()),
                new TreeSet<>(traces.since(before)),
                used,
                Consumption.of(traces),
                seconds);
    }

    private static List<Planned> honest(int count, String when) {
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Honest each = Honest.ALL.get(i % Honest.ALL.size());
            planned.add(
                    new Planned(i + " " + each, each.language(), each.files(when + " " + i), Set.of(each.verdict())));
        }
        return planned;
    }

    /** Every attack about as often as every other; the seed decides which, where there are fewer than that. */
    private List<Planned> hostile(int count, long seed) throws IOException, InterruptedException {
        Map<String, String> languages = installation.languagesByExtension();
        List<Attack> attacks = new ArrayList<>(Attack.all());
        attacks.removeIf(Attack::talks);
        Collections.shuffle(attacks, new Random(seed));
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Attack attack = attacks.get(i % attacks.size());
            planned.add(new Planned(attack.name(), attack.language(languages), attack.files(), attack.expected()));
        }
        return planned;
    }

    private List<Ended> judge(String what, List<Planned> all) throws IOException, InterruptedException {
        AtomicInteger done = new AtomicInteger();
        List<Future<Ended>> running = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(ON_THE_WAY)) {
            for (Planned each : all) {
                running.add(executor.submit(() -> {
                    Ended ended = judge(each);
                    int count = done.incrementAndGet();
                    if (count % 100 == 0 || count == all.size()) {
                        progress.accept(what + ": " + count + " of " + all.size());
                    }
                    return ended;
                }));
            }
            List<Ended> ended = new ArrayList<>();
            for (Future<Ended> each : running) {
                ended.add(each.get());
            }
            return ended;
        } catch (ExecutionException failed) {
            throw new IOException(what + " could not be judged: " + failed.getCause(), failed);
        }
    }

    private Ended judge(Planned each) throws IOException, InterruptedException {
        JsonNode submission = installation.judge(PROBLEM, each.language(), each.files());
        List<String> tests = new ArrayList<>();
        List<Long> cpuMs = new ArrayList<>();
        for (JsonNode test : submission.get("tests")) {
            tests.add(test.get("verdict").asString());
            cpuMs.add(test.get("timeMs").asLong());
        }
        return new Ended(each.name(), each.expected(), submission.get("verdict").asString(), tests, cpuMs);
    }

    private long runnerPid() throws IOException {
        String mark = Files.readString(data.resolve("run").resolve("runner.pid"));
        return Long.parseLong(mark.substring(0, mark.indexOf(' ')));
    }
}
