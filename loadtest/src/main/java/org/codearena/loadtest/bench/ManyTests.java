package org.codearena.loadtest.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.codearena.contract.SourceFile;
import org.codearena.loadtest.SumProblem;
import org.codearena.plugin.Language;

/** How long one submission on many small tests takes, from the request that hands it in to its verdict. */
final class ManyTests {
    private static final double GOAL_MS = 1_000;
    private static final int WARM_UP = 3;

    private final Installation installation;
    private final int tests;
    private final int rounds;

    ManyTests(Installation installation, int tests, int rounds) {
        this.installation = installation;
        this.tests = tests;
        this.rounds = rounds;
    }

    /** The figures of a program that adds two numbers, newly compiled and compiled before. */
    List<Figure> figures(Language language, SourceFile source) throws IOException, InterruptedException {
        String problem = "bench-" + tests + "-tests";
        installation.importProblem(problem, SumProblem.of(tests, 1));
        List<Double> compiled = new ArrayList<>();
        List<Double> kept = new ArrayList<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            SourceFile fresh = SourceFile.of(source.path(), source.text() + "\n".repeat(round + WARM_UP + 1));
            double first = installation.submitToVerdict(problem, language.id(), fresh);
            double again = installation.submitToVerdict(problem, language.id(), fresh);
            if (round >= 0) {
                compiled.add(first);
                kept.add(again);
            }
        }
        String name = "judge.tests" + tests;
        String against = "one submission in " + language.name() + " at a time over HTTP, " + tests + " tests, ";
        return List.of(
                Figure.atMost(
                        name + ".total_ms",
                        new Samples(compiled).median(),
                        "ms",
                        GOAL_MS,
                        against + "compiled",
                        rounds),
                Figure.plain(
                        name + ".total_ms.max",
                        new Samples(compiled).percentile(1),
                        "ms",
                        against + "compiled",
                        rounds),
                Figure.plain(
                        name + ".compiled_before_ms",
                        new Samples(kept).median(),
                        "ms",
                        against + "compiled before",
                        rounds));
    }
}
