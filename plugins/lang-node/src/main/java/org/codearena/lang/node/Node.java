package org.codearena.lang.node;

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

/** JavaScript as the box's {@code node} runs it, CommonJS and modules alike. */
final class Node implements Language {
    private static final long MIB = 1 << 20;
    private static final List<String> EXTENSIONS = List.of("js", "mjs", "cjs");
    private static final List<String> USUAL_STEMS = List.of("index", "main");
    private static final String PACKAGE = "package.json";

    /** In KiB. The box's own stack is larger: with a smaller one deep recursion would be a segmentation fault. */
    private static final String STACK = "--stack-size=64000";

    private final Resources resources = new Resources(Node.class);
    private final String check = resources.text("check.js");

    @Override
    public String id() {
        return "node";
    }

    @Override
    public String name() {
        return "JavaScript (Node.js)";
    }

    @Override
    public VersionProbe versionProbe() {
        return new VersionProbe("v(\\d+\\.\\S+)", "node", "--version");
    }

    @Override
    public List<String> extensions() {
        return EXTENSIONS;
    }

    @Override
    public List<String> packageCodes() {
        return List.of("javascript");
    }

    @Override
    public String editorMode() {
        return "javascript";
    }

    @Override
    public Plan plan(PlanRequest request) throws SourcesRefusedException {
        PlanRequest sources = request.without(".node");
        String entry = entry(sources).path();
        return new Plan(
                sources.files(),
                Optional.of(checking(entry, sources)),
                running(entry, sources.memoryBytes()),
                Optional.of("JavaScript heap out of memory"));
    }

    private Step checking(String entry, PlanRequest sources) {
        List<String> command =
                List.of("node", "--no-warnings", "--experimental-vm-modules", "--eval", check, "--", entry);
        List<String> files = sources.files().stream().map(SourceFile::path).toList();
        return new Step(Stream.concat(command.stream(), files.stream()).toList(), Map.of());
    }

    private static Step running(String entry, long memoryBytes) {
        long heapMib = Math.max(1, memoryBytes / MIB);
        return Step.of("node", "--max-old-space-size=" + heapMib, STACK, "/box/" + entry);
    }

    private static SourceFile entry(PlanRequest sources) throws SourcesRefusedException {
        Optional<SourceFile> named =
                sources.entryFile().or(() -> ofPackage(sources)).or(() -> usual(sources));
        return named.isPresent() ? named.get() : only(sources);
    }

    /** What {@code package.json} calls its main file, with or without extension. */
    private static Optional<SourceFile> ofPackage(PlanRequest sources) {
        return sources.file(PACKAGE)
                .flatMap(description -> PackageJson.main(description.text()))
                .map(main -> main.startsWith("./") ? main.substring(2) : main)
                .flatMap(main -> Stream.of(main, main + ".js", main + "/index.js")
                        .flatMap(path -> sources.file(path).stream())
                        .findFirst());
    }

    private static Optional<SourceFile> usual(PlanRequest sources) {
        return USUAL_STEMS.stream()
                .flatMap(stem -> EXTENSIONS.stream().map(extension -> stem + "." + extension))
                .flatMap(path -> sources.file(path).stream())
                .findFirst();
    }

    private static SourceFile only(PlanRequest sources) throws SourcesRefusedException {
        if (sources.files().size() == 1) {
            return sources.files().getFirst();
        }
        List<SourceFile> scripts =
                sources.files().stream().filter(Node::isScript).toList();
        if (scripts.size() == 1) {
            return scripts.getFirst();
        }
        throw new SourcesRefusedException("which file to start is unclear: name one index.js or main.js, or give"
                + " package.json a \"main\"; files: " + sources.paths());
    }

    private static boolean isScript(SourceFile file) {
        return EXTENSIONS.stream().anyMatch(extension -> file.path().endsWith("." + extension));
    }

    /** Beside the old generation, which the heap limit is about, V8 keeps young objects, code and its own data. */
    @Override
    public Allowances allowances() {
        return new Allowances(64 * MIB, 1, 64);
    }

    @Override
    public String runnerImage() {
        return "codearena-node";
    }

    @Override
    public SourceFile starterCode() {
        return resources.file("starter/main.js", "main.js");
    }

    @Override
    public List<WorkspaceTemplate> templates() {
        return List.of(
                new WorkspaceTemplate(
                                "console",
                                "Console program",
                                "Reads from the keyboard, prints to the screen, with a test beside it",
                                resources.files(
                                        "templates/console",
                                        "main.js",
                                        "greeting.js",
                                        "greeting.test.js",
                                        "package.json"),
                                List.of("node", "main.js"))
                        .testedBy("node", "--test"),
                new WorkspaceTemplate(
                                "web",
                                "Small web server",
                                "Serves pages that it makes itself, with a test beside it",
                                resources.files("templates/web", "main.js", "page.js", "page.test.js", "package.json"),
                                List.of("node", "main.js"))
                        .testedBy("node", "--test")
                        .serving());
    }

    @Override
    public Optional<WorkspaceCommands> workspaceCommands(PlanRequest request) throws SourcesRefusedException {
        String entry = entry(request.without(".node")).path();
        return Optional.of(WorkspaceCommands.running("node", PlanRequest.argument(entry)));
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(
                List.of(
                        SourceFile.of("main.js", """
                                const twice = require('./twice');
                                console.log(twice(Number(require('fs').readFileSync(0, 'utf8'))));
                                """),
                        SourceFile.of("twice.js", "module.exports = (number) => 2 * number;\n")),
                "21\n",
                "42\n");
    }
}
