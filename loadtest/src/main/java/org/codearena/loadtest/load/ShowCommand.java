package org.codearena.loadtest.load;

import java.util.concurrent.Callable;
import org.codearena.loadtest.load.scenario.ScenarioException;
import org.codearena.loadtest.load.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a shipped scenario. */
@Command(
        name = "show",
        description = "Prints a scenario that is shipped, to start one's own from.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    public Integer call() {
        if (!Scenarios.SHIPPED.contains(name)) {
            throw new ScenarioException(
                    "there is no scenario '" + name + "', shipped are " + String.join(", ", Scenarios.SHIPPED));
        }
        System.out.print(Scenarios.text(name));
        return 0;
    }
}
