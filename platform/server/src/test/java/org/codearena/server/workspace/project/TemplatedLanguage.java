package org.codearena.server.workspace.project;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.VersionProbe;
import org.codearena.plugin.WorkspaceCommands;
import org.codearena.plugin.WorkspaceTemplate;

/** A language of shell scripts with two templates. */
final class TemplatedLanguage implements Language {
    @Override
    public String id() {
        return "shell";
    }

    @Override
    public String name() {
        return "Shell";
    }

    @Override
    public VersionProbe versionProbe() {
        return new VersionProbe("(.*)", "sh", "--version");
    }

    @Override
    public List<String> extensions() {
        return List.of("sh");
    }

    @Override
    public String editorMode() {
        return "shell";
    }

    @Override
    public Plan plan(PlanRequest request) {
        return new Plan(request.files(), Optional.empty(), Step.of("sh", "main.sh"), Optional.empty());
    }

    @Override
    public Allowances allowances() {
        return Allowances.NONE;
    }

    @Override
    public String runnerImage() {
        return "shell";
    }

    @Override
    public SourceFile starterCode() {
        return SourceFile.of("main.sh", "");
    }

    @Override
    public List<WorkspaceTemplate> templates() {
        WorkspaceTemplate console = new WorkspaceTemplate(
                        "console",
                        "Console",
                        "Says hello",
                        List.of(
                                SourceFile.of("main.sh", "#!/bin/sh\necho hello\n"),
                                SourceFile.of("lib/a.sh", "a=1\n")),
                        List.of("sh", "main.sh", "it's a $test"))
                .builtBy("make", "-s")
                .testedBy("sh", "test.sh");
        return List.of(
                console,
                new WorkspaceTemplate(
                                "web",
                                "Web",
                                "Serves",
                                List.of(SourceFile.of("serve.sh", "while true; do :; done\n")),
                                List.of("sh", "serve.sh"))
                        .serving());
    }

    @Override
    public Optional<WorkspaceCommands> workspaceCommands(PlanRequest request) throws SourcesRefusedException {
        String entry = request.entryFile().map(SourceFile::path).orElse("main.sh");
        if (request.file(entry).isEmpty()) {
            throw new SourcesRefusedException("there is no main.sh");
        }
        return Optional.of(new WorkspaceCommands(List.of("sh", "-n", entry), List.of("sh", entry)));
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(List.of(starterCode()), "", "");
    }
}
