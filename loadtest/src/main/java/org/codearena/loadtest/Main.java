package org.codearena.loadtest;

import org.codearena.loadtest.bench.JudgeBench;
import org.codearena.loadtest.bench.TimesBench;
import org.codearena.loadtest.ide.DurabilityBench;
import org.codearena.loadtest.ide.IdeBench;
import org.codearena.loadtest.storm.StormBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands behind {@code codearena bench}. */
@Command(
        name = "bench",
        description = "Measures the platform and prints each figure beside what it is compared with.",
        mixinStandardHelpOptions = true,
        subcommands = {JudgeBench.class, TimesBench.class, StormBench.class, IdeBench.class, DurabilityBench.class})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
