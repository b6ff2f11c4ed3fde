package org.codearena.example.perl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.kit.Description;
import org.codearena.plugin.kit.Role;
import org.junit.jupiter.api.Test;

final class PerlLanguageTest {
    private final Language language = new PerlLanguage();

    @Test
    void thereIsNothingToComplainOf() {
        assertEquals(List.of(), Description.complaints(language));
    }

    @Test
    void thereIsAProgramForEveryRoleThatIsNotOptional() {
        PerlPrograms programs = new PerlPrograms();
        List<Role> without = Stream.of(Role.values())
                .filter(role -> !role.isOptional() && programs.program(role).isEmpty())
                .toList();
        assertEquals(List.of(), without);
    }

    @Test
    void mainIsWhereAProgramStartsUnlessAnotherIsNamed() throws SourcesRefusedException {
        assertEquals("main.pl", started(Optional.empty(), "a.pl", "main.pl"));
        assertEquals("a.pl", started(Optional.of("a.pl"), "a.pl", "main.pl"));
    }

    @Test
    void theOnlyProgramIsStartedWhateverItIsCalled() throws SourcesRefusedException {
        assertEquals("a.pl", started(Optional.empty(), "Words.pm", "a.pl"));
        assertEquals("solution", started(Optional.empty(), "solution"));
    }

    @Test
    void whatIsUnclearIsRefused() {
        SourcesRefusedException refused =
                assertThrows(SourcesRefusedException.class, () -> started(Optional.empty(), "a.pl", "b.pl"));
        assertTrue(String.valueOf(refused.getMessage()).contains("files: a.pl, b.pl"), refused::getMessage);
    }

    private String started(Optional<String> entryPoint, String... paths) throws SourcesRefusedException {
        List<SourceFile> files =
                Stream.of(paths).map(path -> SourceFile.of(path, "")).toList();
        return language.plan(new PlanRequest(files, entryPoint, 256 << 20))
                .run()
                .command()
                .getLast();
    }
}
