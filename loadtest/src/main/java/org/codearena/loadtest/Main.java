package org.codearena.loadtest;

import java.io.IOException;
import org.codearena.loadtest.all.AllBench;
import org.codearena.loadtest.api.AcceptBench;
import org.codearena.loadtest.api.BoardBench;
import org.codearena.loadtest.api.GrowthBench;
import org.codearena.loadtest.api.ReadsBench;
import org.codearena.loadtest.api.StreamsBench;
import org.codearena.loadtest.bench.JudgeBench;
import org.codearena.loadtest.bench.TimesBench;
import org.codearena.loadtest.bench.ValidatorBench;
import org.codearena.loadtest.ide.DurabilityBench;
import org.codearena.loadtest.ide.IdeBench;
import org.codearena.loadtest.load.target.TargetException;
import org.codearena.loadtest.storm.StormBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands behind {@code codearena bench}. */
@Command(
        name = "bench",
        description = "Measures the platform and prints each figure beside what it is compared with.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AllBench.class,
            ValidatorBench.class,
            JudgeBench.class,
            TimesBench.class,
            StormBench.class,
            IdeBench.class,
            DurabilityBench.class,
            AcceptBench.class,
            ReadsBench.class,
            StreamsBench.class,
            BoardBench.class,
            GrowthBench.class
        })
public final class Main {
    private static final int FAILED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commands().execute(arguments));
    }

    public static CommandLine commands() {
        return new CommandLine(new Main())
                .setCommandName("codearena bench")
                .setExecutionExceptionHandler((failure, _, _) -> tell(failure));
    }

    /** What a person can do something about is one sentence; anything else is a fault of ours and keeps its trace. */
    private static int tell(Exception failure) {
        if (failure instanceof TargetException || failure instanceof IOException) {
            System.err.println("codearena: " + failure.getMessage());
        } else {
            failure.printStackTrace();
        }
        return FAILED;
    }
}
