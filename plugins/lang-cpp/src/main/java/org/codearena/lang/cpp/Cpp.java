package org.codearena.lang.cpp;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.Limits;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.Preparation;
import org.codearena.plugin.Resources;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.VersionProbe;
import org.codearena.plugin.WorkspaceCommands;
import org.codearena.plugin.WorkspaceTemplate;

/** C++20, with the extensions of GNU. */
final class Cpp implements Language {
    private static final long MIB = 1 << 20;
    private static final String PREPARED = "/prepared/cpp";

    private final Gcc gcc = new Gcc();
    private final Resources resources = new Resources(Cpp.class);

    @Override
    public String id() {
        return "cpp";
    }

    @Override
    public String name() {
        return "C++ (GCC)";
    }

    @Override
    public VersionProbe versionProbe() {
        return gcc.probe("g++");
    }

    @Override
    public List<String> extensions() {
        return List.of("cpp", "cc", "cxx", "c++");
    }

    @Override
    public String editorMode() {
        return "cpp";
    }

    @Override
    public Plan plan(PlanRequest request) throws SourcesRefusedException {
        return gcc.cpp(request, PREPARED);
    }

    @Override
    public Allowances allowances() {
        return Allowances.NONE;
    }

    @Override
    public Optional<Preparation> preparation() {
        Limits limits = Limits.DEFAULT.withCpuTimeMs(60_000).withMemoryBytes(1024 * MIB);
        List<SourceFile> files = List.of(resources.file("prepare.sh", "prepare.sh"));
        return Optional.of(new Preparation("1", files, Gcc.precompiling(PREPARED), limits));
    }

    @Override
    public String runnerImage() {
        return "codearena-cpp";
    }

    @Override
    public SourceFile starterCode() {
        return resources.file("starter/main.cpp", "main.cpp");
    }

    @Override
    public List<WorkspaceTemplate> templates() {
        return List.of(
                template(
                        "console",
                        "Console program",
                        "Reads from the keyboard, prints to the screen, with a test and a Makefile",
                        "main.cpp",
                        "greeting.hpp",
                        "greeting.cpp",
                        "greeting_test.cpp",
                        "Makefile"),
                template(
                                "web",
                                "Small web server",
                                "Serves pages that it makes itself, with a test and a Makefile",
                                "main.cpp",
                                "page.hpp",
                                "page.cpp",
                                "page_test.cpp",
                                "Makefile")
                        .serving());
    }

    private WorkspaceTemplate template(String id, String name, String description, String... files) {
        List<SourceFile> sources = resources.files("templates/cpp/" + id, files);
        return new WorkspaceTemplate(id, name, description, sources, List.of("make", "--silent", "run"))
                .builtBy("make")
                .testedBy("make", "--silent", "test");
    }

    @Override
    public Optional<WorkspaceCommands> workspaceCommands(PlanRequest request) throws SourcesRefusedException {
        return Optional.of(gcc.workspaceOfCpp(request));
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(
                List.of(
                        SourceFile.of("main.cpp", """
                                #include <bits/stdc++.h>
                                #include "twice.hpp"

                                int main() {
                                    int number;
                                    std::cin >> number;
                                    std::cout << twice(number) << std::endl;
                                }
                                """),
                        SourceFile.of("twice.hpp", "int twice(int number);\n"),
                        SourceFile.of("twice.cpp", """
                                #include "twice.hpp"

                                int twice(int number) { return 2 * number; }
                                """)),
                "21\n",
                "42\n");
    }
}
