package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the project of a new language plugin. */
@Command(
        name = "new",
        description = {
            "Writes a Maven project with a language plugin of your own, outside this checkout.",
            "It builds and conforms from the start, as a plugin for Perl under another name; make it yours step by step:"
                    + " docs/writing-a-language-plugin.md tells how. Nothing that is there is written over."
        },
        mixinStandardHelpOptions = true)
final class PluginNewCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            description = "the project's name: lower-case letters, digits and '-', a letter first")
    private String name = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "where to write it; a directory NAME here unless told otherwise")
    private @Nullable Path directory;

    @Option(
            names = "--language",
            paramLabel = "ID",
            description =
                    "the id of the language: lower-case letters and digits, a letter first; NAME without '-' unless"
                            + " told otherwise")
    private @Nullable String language;

    @Override
    public Integer call() throws IOException {
        String id = language == null ? name.replace("-", "") : language;
        Path target = directory == null ? Path.of(name) : directory;
        new PluginProject(name, id).write(target, AppLayout.ofThisProcess());
        System.out.printf(
                "%s is there: the language '%s', for now a copy of the example%n"
                        + "  cd %s && mvn package%n  codearena plugin verify %s/target/%s-1.0.0.jar%n",
                target, id, target, target, name);
        return 0;
    }
}
