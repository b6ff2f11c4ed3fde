package org.codearena.loadtest.load;

import java.io.IOException;
import org.codearena.loadtest.load.chaos.ChaosException;
import org.codearena.loadtest.load.plan.PlanException;
import org.codearena.loadtest.load.scenario.ScenarioException;
import org.codearena.loadtest.load.target.TargetException;
import picocli.CommandLine;

/** What {@code codearena load} starts. */
public final class LoadMain {
    private static final int FAILED = 2;

    private LoadMain() {}

    public static void main(String[] arguments) {
        System.exit(commands().execute(arguments));
    }

    static CommandLine commands() {
        return new CommandLine(new LoadCommand())
                .setCommandName("codearena load")
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, _, _) -> tell(failure));
    }

    /** What a person can do something about is one sentence; anything else is a fault of ours and keeps its trace. */
    private static int tell(Exception failure) {
        if (failure instanceof LoadException
                || failure instanceof ScenarioException
                || failure instanceof PlanException
                || failure instanceof TargetException
                || failure instanceof ChaosException
                || failure instanceof IOException) {
            System.err.println("codearena: " + failure.getMessage());
        } else {
            failure.printStackTrace();
        }
        return FAILED;
    }
}
