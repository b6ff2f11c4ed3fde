package org.codearena.embedded;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What authors of languages need. */
@Command(
        name = "plugin",
        description = "Makes and checks language plugins.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class PluginCommand {
    private PluginCommand() {}

    static CommandLine commands() {
        return new CommandLine(new PluginCommand())
                .addSubcommand(new PluginNewCommand())
                .addSubcommand(new PluginVerifyCommand());
    }
}
