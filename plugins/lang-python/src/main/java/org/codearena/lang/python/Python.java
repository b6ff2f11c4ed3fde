package org.codearena.lang.python;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.Resources;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.VersionProbe;
import org.codearena.plugin.WorkspaceCommands;
import org.codearena.plugin.WorkspaceTemplate;

/** Python 3 as the box's {@code python3}, without site packages. */
final class Python implements Language {
    private static final String EXTENSION = ".py";
    private static final List<String> USUAL_NAMES = List.of("main.py", "__main__.py");

    private final Resources resources = new Resources(Python.class);
    private final String check = resources.text("check.py");

    @Override
    public String id() {
        return "python";
    }

    @Override
    public String name() {
        return "Python 3";
    }

    @Override
    public VersionProbe versionProbe() {
        return new VersionProbe("Python (3\\.\\S+)", "python3", "--version");
    }

    @Override
    public List<String> extensions() {
        return List.of("py");
    }

    @Override
    public List<String> packageCodes() {
        return List.of("python3");
    }

    @Override
    public String editorMode() {
        return "python";
    }

    @Override
    public Plan plan(PlanRequest request) throws SourcesRefusedException {
        PlanRequest sources = request.without(".pyc", ".so");
        String entry = entry(sources).path();
        List<String> start = PackageModule.of(entry, sources)
                .map(PackageModule::start)
                .orElseGet(() -> List.of("/box/" + bytecode(entry)));
        return new Plan(
                sources.files(), Optional.of(checking(entry, sources)), running(start), Optional.of("MemoryError"));
    }

    /** Isolated, so that no module of the contestant's stands in for one that the check itself needs. */
    private Step checking(String entry, PlanRequest sources) {
        return step(
                List.of("python3", "-I", "-S", "-B", "-X", "utf8", "-c", check, entry),
                sources.files().stream().map(SourceFile::path).toList());
    }

    /**
     * Without the site packages, which cost 2 ms of every start ({@code exit} and {@code quit}, which come from there, are
     * put back by the check); without writing bytecode; deaf to variables; in UTF-8 whatever the locale. Numbers of any
     * length may be printed: the limit of 4300 digits protects servers, not programs of a contest.
     */
    private static Step running(List<String> start) {
        return step(List.of("python3", "-S", "-B", "-E", "-X", "utf8", "-X", "int_max_str_digits=0"), start);
    }

    /** Where the check leaves the compiled entry point. */
    private static String bytecode(String entry) {
        return entry.endsWith(EXTENSION) ? entry + "c" : entry + EXTENSION + "c";
    }

    private static SourceFile entry(PlanRequest sources) throws SourcesRefusedException {
        Optional<SourceFile> named = sources.entryFile()
                .or(() -> USUAL_NAMES.stream()
                        .flatMap(name -> sources.file(name).stream())
                        .findFirst());
        return named.isPresent() ? named.get() : found(sources);
    }

    private static SourceFile found(PlanRequest sources) throws SourcesRefusedException {
        List<SourceFile> modules = sources.files().stream()
                .filter(file -> file.path().endsWith(EXTENSION))
                .toList();
        if (sources.files().size() == 1 || modules.size() == 1) {
            return modules.isEmpty() ? sources.files().getFirst() : modules.getFirst();
        }
        List<SourceFile> mains = modules.stream()
                .filter(file -> file.path().endsWith("/__main__.py"))
                .toList();
        if (mains.size() == 1) {
            return mains.getFirst();
        }
        List<SourceFile> guarded = modules.stream().filter(MainGuard::isIn).toList();
        if (guarded.size() == 1) {
            return guarded.getFirst();
        }
        throw new SourcesRefusedException("which file to start is unclear: name one main.py, or write"
                + " \"if __name__ == '__main__':\" in exactly one; files: " + sources.paths());
    }

    private static Step step(List<String> command, List<String> arguments) {
        return new Step(Stream.concat(command.stream(), arguments.stream()).toList(), Map.of());
    }

    @Override
    public Allowances allowances() {
        return Allowances.NONE;
    }

    @Override
    public String runnerImage() {
        return "codearena-python";
    }

    @Override
    public SourceFile starterCode() {
        return resources.file("starter/main.py", "main.py");
    }

    @Override
    public List<WorkspaceTemplate> templates() {
        return List.of(
                new WorkspaceTemplate(
                                "console",
                                "Console program",
                                "Reads from the keyboard, prints to the screen, with a test beside it",
                                resources.files("templates/console", "main.py", "test_main.py"),
                                List.of("python3", "main.py"))
                        .testedBy("python3", "-m", "unittest"),
                new WorkspaceTemplate(
                                "web",
                                "Small web server",
                                "Serves pages that it makes itself, with a test beside it",
                                resources.files("templates/web", "main.py", "page.py", "test_page.py"),
                                List.of("python3", "main.py"))
                        .testedBy("python3", "-m", "unittest")
                        .serving());
    }

    @Override
    public Optional<WorkspaceCommands> workspaceCommands(PlanRequest request) throws SourcesRefusedException {
        PlanRequest sources = request.without(".pyc", ".so");
        String entry = entry(sources).path();
        return Optional.of(PackageModule.of(entry, sources)
                .map(PackageModule::workspaceCommands)
                .orElseGet(() -> WorkspaceCommands.running("python3", PlanRequest.argument(entry))));
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(
                List.of(
                        SourceFile.of("main.py", "from twice import twice\n\nprint(twice(int(input())))\n"),
                        SourceFile.of("twice.py", "def twice(number):\n    return 2 * number\n")),
                "21\n",
                "42\n");
    }
}
