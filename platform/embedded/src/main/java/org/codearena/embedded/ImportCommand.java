package org.codearena.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings problem packages into the running installation. */
@Command(
        name = "import",
        description = "Imports problem packages into the running CodeArena and judges their own submissions.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PACKAGE",
            arity = "1..*",
            description = "a directory with a problem.yaml, or a zip of one")
    private List<Path> packages = List.of();

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() {
        DataDirectory directory = data.directory();
        List<ProblemPackage> problems = ProblemPackage.among(packages);
        ReadyFile ready = ReadyFile.of(directory);
        try (Progress progress = Progress.onStandardOutput();
                ApiClient api =
                        ApiClient.signIn(URI.create(ready.url()), ready.adminUser(), directory.adminPassword())) {
            return new Importing(api, progress).all(problems);
        }
    }
}
