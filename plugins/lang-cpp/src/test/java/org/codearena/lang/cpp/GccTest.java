package org.codearena.lang.cpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.kit.Description;
import org.codearena.plugin.kit.Role;
import org.junit.jupiter.api.Test;

final class GccTest {
    private final Language c = new C();
    private final Language cpp = new Cpp();

    @Test
    void thereIsNothingToComplainOf() {
        assertEquals(List.of(), Description.complaints(c));
        assertEquals(List.of(), Description.complaints(cpp));
    }

    @Test
    void everySourceIsCompiledAndNothingElse() throws SourcesRefusedException {
        assertEquals(
                List.of("", "c++", "a.cpp", "c++", "b/c.cc", "c++", "d.C"),
                arguments(cpp, "a.cpp", "a.hpp", "b/c.cc", "data.txt", "d.C"));
        assertEquals(List.of("", "c", "a.c", "c", "b/c.c"), arguments(c, "a.c", "a.h", "b/c.c", "other.cpp"));
    }

    @Test
    void filesInCBesideCppAreCompiledAsC() throws SourcesRefusedException {
        assertEquals(List.of("", "c", "b.c", "c++", "a.cpp"), arguments(cpp, "a.cpp", "b.c"));
    }

    @Test
    void filesInCAloneAreCompiledAsCpp() throws SourcesRefusedException {
        assertEquals(List.of("", "c++", "main.c", "c++", "b.c"), arguments(cpp, "main.c", "b.c"));
    }

    @Test
    void theOnlyFileIsCompiledWhateverItIsCalled() throws SourcesRefusedException {
        assertEquals(List.of("", "c++", "solution"), arguments(cpp, "solution"));
        assertEquals(List.of("", "c", "solution.txt"), arguments(c, "solution.txt"));
    }

    @Test
    void aNameThatGccWouldMistakeIsSpeltOut() throws SourcesRefusedException {
        assertEquals(List.of("", "c", "./--version.c", "c", "./@file.c"), arguments(c, "--version.c", "@file.c"));
        assertEquals(
                List.of("./-a.c", "c", "./-a.c", "c", "b.c"), arguments(plan(c, Optional.of("-a.c"), "-a.c", "b.c")));
    }

    @Test
    void theEntryPointIsTold() throws SourcesRefusedException {
        assertEquals(
                "b/two.cpp",
                arguments(plan(cpp, Optional.of("b/two.cpp"), "one.cpp", "b/two.cpp"))
                        .getFirst());
    }

    @Test
    void anEntryPointThatIsNoSourceIsRefused() {
        assertEquals(
                "the entry point 'a.h' is not a source file: main.c, a.h",
                refused(c, Optional.of("a.h"), "main.c", "a.h"));
        assertEquals(
                "the entry point 'x.c' is none of the files: main.c, a.h",
                refused(c, Optional.of("x.c"), "main.c", "a.h"));
    }

    @Test
    void filesWithoutASourceAreRefused() {
        assertEquals("no file ends in .cpp: a.h, b.h", refused(cpp, Optional.empty(), "a.h", "b.h"));
        assertEquals("no file ends in .c: a.cpp, b.h", refused(c, Optional.empty(), "a.cpp", "b.h"));
        assertEquals("there is no source file: a.o", refused(c, Optional.empty(), "a.o"));
    }

    @Test
    void whatIsCompiledAlreadyIsLeftOut() throws SourcesRefusedException {
        assertEquals(
                List.of("main.cpp", "a.hpp"),
                plan(cpp, Optional.empty(), "main.cpp", "a.hpp", "a.hpp.gch", "b.o", "c.a", "d.so").files().stream()
                        .map(SourceFile::path)
                        .toList());
    }

    /** Or GCC would pass the precompiled header over, and only the clock would tell. */
    @Test
    void theHeaderIsPrecompiledWithTheFlagsOfPrograms() throws SourcesRefusedException {
        Step compile = plan(cpp, Optional.empty(), "main.cpp").compile().orElseThrow();
        String flags = cpp.preparation().orElseThrow().step().environment().get("CXXFLAGS");
        assertEquals(flags + " -I /prepared/cpp", compile.environment().get("CXXFLAGS"));
    }

    @Test
    void theVersionNamesThePackages() {
        String printed = "12.2.0 (Debian 12.2.0-14+deb12u1, Debian GLIBC 2.36-9+deb12u14)\n";
        assertEquals(Optional.of(printed.strip()), cpp.versionProbe().versionIn(printed));
        assertEquals(Optional.empty(), c.versionProbe().versionIn("version: 2: gcc: not found"));
    }

    @Test
    void aStandardLibraryThatGivesUpHasRunOutOfMemory() throws SourcesRefusedException {
        assertTrue("terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n"
                .contains(plan(cpp, Optional.empty(), "a.cpp").memoryMark().orElseThrow()));
        assertFalse(plan(c, Optional.empty(), "a.c").memoryMark().isPresent());
    }

    @Test
    void thereIsAProgramForEveryRole() {
        for (Role role : Role.values()) {
            assertFalse(new CPrograms().program(role).isEmpty(), role::label);
            assertFalse(new CppPrograms().program(role).isEmpty(), role::label);
        }
    }

    private static List<String> arguments(Language language, String... paths) throws SourcesRefusedException {
        return arguments(plan(language, Optional.empty(), paths));
    }

    /** After the shell, its option, the script, and the script's name. */
    private static List<String> arguments(Plan plan) {
        List<String> command = plan.compile().orElseThrow().command();
        return command.subList(4, command.size());
    }

    private static Plan plan(Language language, Optional<String> entryPoint, String... paths)
            throws SourcesRefusedException {
        List<SourceFile> files =
                Stream.of(paths).map(path -> SourceFile.of(path, "")).toList();
        return language.plan(new PlanRequest(files, entryPoint, 256 << 20));
    }

    private static String refused(Language language, Optional<String> entryPoint, String... paths) {
        return String.valueOf(assertThrows(SourcesRefusedException.class, () -> plan(language, entryPoint, paths))
                .getMessage());
    }
}
