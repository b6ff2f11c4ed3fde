package org.codearena.loadtest.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.codearena.loadtest.load.plan.PlanCommand;
import org.codearena.loadtest.load.scenario.Scenario;
import org.codearena.loadtest.load.scenario.Scenarios;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts load on an installation and proves that it loses nothing. */
@Command(
        name = "load",
        description = "Puts load on a running installation as its users would, and proves that nothing of it is lost.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nScenarios that are shipped:%n",
        footer = {
            "  steady         an even pace that the machine bears",
            "  ramp           a growing pace until verdicts take too long: finds the knee",
            "  contest-start  everybody opens the problems at once, then submits",
            "  flood          one user against ten",
            "  soak           the steady mix for hours",
            "  readers        boards and problem pages only",
            "  ide            projects are opened, typed in, run and closed",
            "  mixed          everything at once",
            "  rolling-restart  nobody shall notice './codearena roll', which is started meanwhile",
            "",
            "'load chaos' breaks parts of an installation of this machine meanwhile, 'load drain' ends its judges one by one.",
            "'load show NAME' prints one, to start one's own from; its file's path is then its name.",
            "Exits 0 only when every goal was held and nothing was lost, doubled, wrong or stuck."
        },
        subcommands = {
            ChaosCommand.class,
            DrainCommand.class,
            CompareCommand.class,
            ShowCommand.class,
            PlanCommand.class,
            CheckPlanCommand.class
        })
final class LoadCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", arity = "0..1", description = "a shipped scenario's name, or a file's path")
    private @Nullable String scenario;

    @Mixin
    private TargetOptions options = new TargetOptions();

    @Mixin
    private PaceOptions pace = new PaceOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (scenario == null) {
            throw new LoadException("name a scenario; shipped are " + String.join(", ", Scenarios.SHIPPED));
        }
        Scenario chosen = pace.scenario(scenario);
        Place place = options.place();
        Path directory = options.directory(chosen.name());
        LiveView view = LiveView.onStandardOutput();
        view.line("%s on %s".formatted(chosen.name(), place));
        Run.Result result =
                new Run(chosen, place, options.packages(), options.seed(), directory, view, Beside.NOTHING).run();
        Reports.write(result, directory);
        return Reports.tell(result, directory, System.out);
    }
}
