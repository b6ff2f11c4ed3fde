package org.codearena.lang.cpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.codearena.contract.Plan;
import org.codearena.contract.Step;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.Resources;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.VersionProbe;
import org.codearena.plugin.WorkspaceCommands;

/**
 * How GCC makes a program of several files. Every source is compiled on its own; all other files, such as headers, lie
 * beside them. What is linked is one program:
 *
 * <ul>
 *   <li>the source that the entry point names, which must define {@code main};
 *   <li>without an entry point the only source that defines {@code main} or, of several, the one called {@code main} that is
 *       in no directory;
 *   <li>and every source that does not define {@code main}.
 * </ul>
 *
 * <p>So one set of files may hold several programs that share code. Quoted includes are looked up beside the file that
 * includes, and then from where the paths begin; no file of the contestant's stands in for a header in angle brackets.
 */
final class Gcc {
    /** GCC would believe a precompiled header that was uploaded; the others only look as if they were linked. */
    private static final String[] NOT_SOURCES = {".gch", ".o", ".a", ".so"};

    /**
     * The code is not position-independent, which a static program has no use for. Messages are for a page: so many errors
     * can be read there, and not the whole history of a template.
     */
    private static final String COMMON =
            "-O2 -pipe -fno-pie -DONLINE_JUDGE -iquote ." + " -fdiagnostics-color=never -fmax-errors=20";

    private static final String C_FLAGS = "-std=gnu17 " + COMMON;
    private static final String CPP_FLAGS = "-std=gnu++20 " + COMMON + " -ftemplate-backtrace-limit=4";

    /** libstdc++'s last words where the kernel refuses at once what the box would not have granted either. */
    private static final String BAD_ALLOC = "terminate called after throwing an instance of 'std::bad_alloc'";

    private final Resources resources = new Resources(Gcc.class);
    private final String compile = resources.text("compile.sh");
    private final String version = resources.text("version.sh");

    /** The versions of this compiler and of the C library, which is linked into its programs. */
    VersionProbe probe(String compiler) {
        Step step = Step.of("/bin/sh", "-c", version, "version", compiler);
        return new VersionProbe(step, Pattern.compile("^(\\d+\\.\\S+ \\(.+\\))"));
    }

    /** A program in C. */
    Plan c(PlanRequest request) throws SourcesRefusedException {
        PlanRequest files = request.without(NOT_SOURCES);
        Map<String, String> tools = Map.of("LINKER", "gcc", "CFLAGS", C_FLAGS);
        return plan(files, Sources.ofC(files), tools, Optional.empty());
    }

    /**
     * A program in C++, parts of which may be in C.
     *
     * @param prepared where {@link #precompiling} has been
     */
    Plan cpp(PlanRequest request, String prepared) throws SourcesRefusedException {
        PlanRequest files = request.without(NOT_SOURCES);
        Map<String, String> tools =
                Map.of("LINKER", "g++", "CFLAGS", C_FLAGS, "CXXFLAGS", CPP_FLAGS + " -I " + prepared);
        return plan(files, Sources.ofCpp(files), tools, Optional.of(BAD_ALLOC));
    }

    /** How a program in C is made by hand. */
    WorkspaceCommands workspaceOfC(PlanRequest request) throws SourcesRefusedException {
        PlanRequest files = request.without(NOT_SOURCES);
        return Sources.ofC(files).meant(files).commands("gcc", "-std=gnu17");
    }

    /** How a program in C++ is made by hand. */
    WorkspaceCommands workspaceOfCpp(PlanRequest request) throws SourcesRefusedException {
        PlanRequest files = request.without(NOT_SOURCES);
        return Sources.ofCpp(files).meant(files).commands("g++", "-std=gnu++20");
    }

    private Plan plan(PlanRequest files, Sources sources, Map<String, String> tools, Optional<String> mark)
            throws SourcesRefusedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", compile, "compile"));
        command.addAll(sources.arguments(files));
        return new Plan(files.files(), Optional.of(new Step(command, tools)), Step.of("/box/main"), mark);
    }

    /**
     * Precompiles the header that includes the whole standard library of C++. GCC looks for {@code bits/stdc++.h.gch} in each
     * directory before it looks for the header itself, and passes it over where it would not mean the same: after a token of
     * the program's own or a pragma, with a macro defined that the header would have seen, with other flags, of another
     * compiler. Nothing else is in the directory, so that it goes on to the system's own then.
     */
    static Step precompiling(String prepared) {
        return new Step(List.of("/bin/sh", "/box/prepare.sh", prepared), Map.of("CXXFLAGS", CPP_FLAGS));
    }
}
