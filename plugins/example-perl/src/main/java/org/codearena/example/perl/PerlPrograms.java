package org.codearena.example.perl;

import java.util.List;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Resources;
import org.codearena.plugin.kit.Case;
import org.codearena.plugin.kit.ConformancePrograms;
import org.codearena.plugin.kit.Expected;
import org.codearena.plugin.kit.Role;
import org.pf4j.Extension;

/** The programs by which Perl is put to the test. */
@Extension
public final class PerlPrograms implements ConformancePrograms {
    private final Resources resources = new Resources(PerlPrograms.class);

    @Override
    public String language() {
        return PerlLanguage.ID;
    }

    @Override
    public List<SourceFile> program(Role role) {
        String at = "programs/" + role.label();
        return switch (role) {
            case SEVERAL_FILES -> resources.files(at, "main.pl", "text/Words.pm");
            case ENTRY_POINT -> resources.files(at, "tools/report.pl", "common/Words.pm", "main.pl");
            case TWO_PROGRAMS -> resources.files(at, "first.pl", "second.pl", "Say.pm");
            default -> List.of(resources.file(at + ".pl", "main.pl"));
        };
    }

    @Override
    public List<Case> promises() {
        SourceFile main = SourceFile.of("main.pl", "use Other;\nprint 1;\n");
        SourceFile wrong = SourceFile.of("Other.pm", "package Other;\nsub f { (1; }\n1;\n");
        return List.of(
                Case.of("every module is checked", main, wrong).failsToCompile("Other.pm line 2"),
                Case.of("a failure is shown with its line", SourceFile.of("main.pl", "\ndie 'oh no';\n"))
                        .must(new Expected.RunTimeError("oh no at main.pl line 2")),
                Case.of("no file to start", SourceFile.of("a.pl", "1;\n"), SourceFile.of("b.pl", "2;\n"))
                        .failsToCompile("name one main.pl"));
    }
}
