package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.codearena.plugin.Language;
import org.codearena.plugin.kit.CaseResult;
import org.codearena.plugin.kit.Conformance;
import org.codearena.plugin.kit.ConformancePrograms;
import org.codearena.plugin.kit.PluginJars;
import org.codearena.server.execution.RunnerClient;
import org.codearena.server.execution.RunnerFault;
import org.codearena.services.Home;
import org.codearena.services.Supervisor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts the languages of a plugin jar to the test, by a runner of its own, which is gone afterwards. */
@Command(
        name = "verify",
        description = {
            "Runs the conformance kit on a plugin jar in the real sandbox, and says what is to be mended.",
            "Ends with 0 only when every case of every language agrees. Nothing of a running CodeArena is touched."
        },
        mixinStandardHelpOptions = true)
final class PluginVerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JAR", description = "the plugin's jar, as it would be dropped into the plugin directory")
    private Path jar = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(jar) || !jar.toString().endsWith(".jar")) {
            throw new FailureException(
                    jar + " is not a jar file: build the plugin first, for example with 'mvn package'");
        }
        AppLayout app = AppLayout.ofThisProcess();
        try (Scratch scratch = new Scratch("codearena-plugin-")) {
            DataDirectory directory = scratch.directory();
            Path plugins = directory.home().directory("plugins");
            Files.copy(jar, plugins.resolve(jar.getFileName()));
            return verify(plugins, runner(app, directory), directory.home()) ? 0 : 1;
        } catch (RunnerFault fault) {
            throw new FailureException("the sandbox: " + fault.getMessage(), fault);
        }
    }

    private static RunnerProgram runner(AppLayout app, DataDirectory directory) {
        return new RunnerProgram(RunnerJvm.judges(app).usual(), app, directory);
    }

    private static boolean verify(Path plugins, RunnerProgram program, Home home)
            throws IOException, InterruptedException {
        try (PluginJars jars = PluginJars.load(plugins)) {
            List<String> complaints = jars.complaints();
            if (!complaints.isEmpty()) {
                throw new FailureException(String.join("; ", complaints));
            }
            try (Supervisor _ = Supervisor.start(program, home)) {
                return verify(jars, new RunnersBench(new RunnerClient(program.address())));
            }
        }
    }

    private static boolean verify(PluginJars jars, RunnersBench bench) throws IOException, InterruptedException {
        ConformanceReport report = new ConformanceReport(System.out);
        for (Language language : jars.languages()) {
            report.begin(language);
            Optional<ConformancePrograms> programs = jars.programsOf(language);
            if (programs.isPresent()) {
                new Conformance(bench, report::row).verify(language, programs.get());
            } else {
                report.row(CaseResult.ofInspection(
                        language.id(),
                        "programs",
                        "a public class with @Extension that implements ConformancePrograms for this language",
                        "there is none",
                        false));
            }
        }
        return report.end();
    }
}
