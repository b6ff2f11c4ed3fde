package org.codearena.example.perl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Perl 5 as the box's {@code perl} runs it. */
final class PerlLanguage implements Language {
    static final String ID = "perl";

    private static final String INTERPRETER = "perl";
    private static final String PROGRAM = ".pl";
    private static final String MODULE = ".pm";
    private static final String USUAL_NAME = "main.pl";

    private final Resources resources = new Resources(PerlLanguage.class);
    private final String check = resources.text("check.sh");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String name() {
        return "Perl 5";
    }

    @Override
    public VersionProbe versionProbe() {
        return new VersionProbe("v(5\\.\\S+)", INTERPRETER, "-e", "print \"$^V\\n\"");
    }

    @Override
    public List<String> extensions() {
        return List.of("pl");
    }

    @Override
    public String editorMode() {
        return "perl";
    }

    @Override
    public String runnerImage() {
        return "codearena-perl";
    }

    @Override
    public Allowances allowances() {
        return Allowances.NONE;
    }

    @Override
    public Plan plan(PlanRequest request) throws SourcesRefusedException {
        String entry = entry(request).path();
        return new Plan(
                request.files(),
                Optional.of(checking(entry, request)),
                Step.of(INTERPRETER, "-I.", "--", entry),
                Optional.of("Out of memory"));
    }

    /** Every program and module is parsed, the entry point whatever it is called. */
    private Step checking(String entry, PlanRequest request) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", check, "check", INTERPRETER, entry));
        request.files().stream()
                .map(SourceFile::path)
                .filter(path -> !path.equals(entry) && (path.endsWith(PROGRAM) || path.endsWith(MODULE)))
                .forEach(command::add);
        return new Step(command, Map.of());
    }

    /** The file that is named; or else the usual one; or else the only one that can be meant. */
    private static SourceFile entry(PlanRequest request) throws SourcesRefusedException {
        Optional<SourceFile> named = request.entryFile().or(() -> request.file(USUAL_NAME));
        if (named.isPresent()) {
            return named.get();
        }
        List<SourceFile> programs = request.files().stream()
                .filter(file -> request.files().size() == 1 || file.path().endsWith(PROGRAM))
                .toList();
        if (programs.size() != 1) {
            throw new SourcesRefusedException("which file to start is unclear: name one " + USUAL_NAME
                    + ", or name the entry point; files: " + request.paths());
        }
        return programs.getFirst();
    }

    @Override
    public SourceFile starterCode() {
        return resources.file("starter/main.pl", USUAL_NAME);
    }

    @Override
    public List<WorkspaceTemplate> templates() {
        List<SourceFile> console = resources.files("templates/console", USUAL_NAME, "Greeting.pm", "greeting.t");
        List<SourceFile> web = resources.files("templates/web", USUAL_NAME, "Page.pm", "page.t");
        List<String> run = List.of(INTERPRETER, "-I.", USUAL_NAME);
        return List.of(
                new WorkspaceTemplate(
                                "console",
                                "Console program",
                                "Reads from the keyboard, prints to the screen, with a test beside it",
                                console,
                                run)
                        .testedBy(INTERPRETER, "-I.", "greeting.t"),
                new WorkspaceTemplate(
                                "web",
                                "Small web server",
                                "Serves pages that it makes itself, with a test beside it",
                                web,
                                run)
                        .testedBy(INTERPRETER, "-I.", "page.t")
                        .serving());
    }

    @Override
    public Optional<WorkspaceCommands> workspaceCommands(PlanRequest request) throws SourcesRefusedException {
        String entry = entry(request).path();
        return Optional.of(WorkspaceCommands.running(INTERPRETER, "-I.", PlanRequest.argument(entry)));
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(
                List.of(
                        SourceFile.of(USUAL_NAME, "use Twice;\nprint Twice::twice(scalar <STDIN>), \"\\n\";\n"),
                        SourceFile.of("Twice.pm", "package Twice;\nsub twice { 2 * $_[0] }\n1;\n")),
                "21\n",
                "42\n");
    }
}
