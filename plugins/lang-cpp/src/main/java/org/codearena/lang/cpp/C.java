package org.codearena.lang.cpp;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.Resources;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.VersionProbe;
import org.codearena.plugin.WorkspaceCommands;
import org.codearena.plugin.WorkspaceTemplate;

/** C17, with the extensions of GNU. */
final class C implements Language {
    private final Gcc gcc = new Gcc();
    private final Resources resources = new Resources(C.class);

    @Override
    public String id() {
        return "c";
    }

    @Override
    public String name() {
        return "C (GCC)";
    }

    @Override
    public VersionProbe versionProbe() {
        return gcc.probe("gcc");
    }

    @Override
    public List<String> extensions() {
        return List.of("c");
    }

    @Override
    public String editorMode() {
        return "c";
    }

    @Override
    public Plan plan(PlanRequest request) throws SourcesRefusedException {
        return gcc.c(request);
    }

    @Override
    public Allowances allowances() {
        return Allowances.NONE;
    }

    @Override
    public String runnerImage() {
        return "codearena-cpp";
    }

    @Override
    public SourceFile starterCode() {
        return resources.file("starter/main.c", "main.c");
    }

    @Override
    public List<WorkspaceTemplate> templates() {
        return List.of(
                template(
                        "console",
                        "Console program",
                        "Reads from the keyboard, prints to the screen, with a test and a Makefile",
                        "main.c",
                        "greeting.h",
                        "greeting.c",
                        "greeting_test.c",
                        "Makefile"),
                template(
                                "web",
                                "Small web server",
                                "Serves pages that it makes itself, with a test and a Makefile",
                                "main.c",
                                "page.h",
                                "page.c",
                                "page_test.c",
                                "Makefile")
                        .serving());
    }

    private WorkspaceTemplate template(String id, String name, String description, String... files) {
        List<SourceFile> sources = resources.files("templates/c/" + id, files);
        return new WorkspaceTemplate(id, name, description, sources, List.of("make", "--silent", "run"))
                .builtBy("make")
                .testedBy("make", "--silent", "test");
    }

    @Override
    public Optional<WorkspaceCommands> workspaceCommands(PlanRequest request) throws SourcesRefusedException {
        return Optional.of(gcc.workspaceOfC(request));
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(
                List.of(
                        SourceFile.of("main.c", """
                                #include <stdio.h>
                                #include "twice.h"

                                int main(void) {
                                    int number;
                                    if (scanf("%d", &number) == 1) printf("%d\\n", twice(number));
                                }
                                """),
                        SourceFile.of("twice.h", "int twice(int number);\n"),
                        SourceFile.of("twice.c", """
                                #include "twice.h"

                                int twice(int number) { return 2 * number; }
                                """)),
                "21\n",
                "42\n");
    }
}
