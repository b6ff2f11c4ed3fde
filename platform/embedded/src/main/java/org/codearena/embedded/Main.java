package org.codearena.embedded;

import org.codearena.server.LastingLogManager;
import org.codearena.server.kernel.Fault;
import org.codearena.services.ServiceException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands behind the launcher. */
@Command(
        name = "codearena",
        description = "Problems, submissions and live verdicts, whole on this machine.",
        mixinStandardHelpOptions = true,
        version = "codearena 0.1.0",
        synopsisSubcommandLabel = "COMMAND")
final class Main {
    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] arguments) {
        // Before anything logs: the JDK asks once.
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
        System.exit(commands(AppServer::start).execute(arguments));
    }

    static CommandLine commands(Server.Starter starter) {
        return new CommandLine(new Main())
                .addSubcommand(new UpCommand(starter))
                .addSubcommand(new DownCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new RollCommand())
                .addSubcommand(new VerifyCommand(starter))
                .addSubcommand(new TrainCommand(starter))
                .addSubcommand(new ImportCommand())
                .addSubcommand(new ReplayCommand())
                .addSubcommand(PluginCommand.commands())
                .setExecutionExceptionHandler(Main::tell);
    }

    /** What a person can do something about is one sentence; anything else is a fault of ours and keeps its trace. */
    private static int tell(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof FailureException || failure instanceof ServiceException || failure instanceof Fault) {
            System.err.println("codearena: " + failure.getMessage());
        } else {
            failure.printStackTrace();
        }
        return FAILED;
    }
}
