package org.codearena.lang.cpp;

import java.util.List;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Resources;
import org.codearena.plugin.kit.Case;
import org.codearena.plugin.kit.ConformancePrograms;
import org.codearena.plugin.kit.Expected;
import org.codearena.plugin.kit.Role;
import org.pf4j.Extension;

/** The programs by which C is put to the test. */
@Extension
public final class CPrograms implements ConformancePrograms {
    private final Resources resources = new Resources(CPrograms.class);

    @Override
    public String language() {
        return "c";
    }

    @Override
    public List<SourceFile> program(Role role) {
        String at = "programs/c/" + role.label();
        return switch (role) {
            case SEVERAL_FILES -> resources.files(at, "main.c", "text/words.h", "text/words.c");
            case ENTRY_POINT -> resources.files(at, "tools/report.c", "main.c", "common/words.h", "common/words.c");
            case TWO_PROGRAMS -> resources.files(at, "first.c", "second.c", "say.h");
            default -> List.of(resources.file(at + ".c", "main.c"));
        };
    }

    @Override
    public List<Case> promises() {
        return Stream.of(compiler(), refused()).flatMap(List::stream).toList();
    }

    private static List<Case> compiler() {
        return List.of(
                Case.of("mathematics", main("""
                                #include <math.h>
                                #include <stdio.h>
                                int main(void) { double x; scanf("%lf", &x); printf("%.6f\\n", pow(x, 0.5) + M_PI); }
                                """)).given("2").prints("4.555806\n"),
                Case.of(
                                "an include from where the paths begin",
                                file("a/main.c", """
                                #include "b/value.h"
                                #include <stdio.h>
                                int main(void) { printf("%d\\n", VALUE); }
                                """),
                                file("b/value.h", "#define VALUE 7\n"))
                        .prints("7\n"),
                Case.of("a file with the name of a standard header", main("""
                                #include <stdio.h>
                                #include <time.h>
                                int main(void) { printf("%d\\n", time(0) > 0); }
                                """), file("time.h", "#error mine\n"))
                        .prints("1\n"),
                Case.of("a million levels", main("""
                                #include <stdio.h>
                                int depth(int n, const int *above) {
                                    int here = *above + 1;
                                    return n == 0 ? *above : depth(n - 1, &here);
                                }
                                int main(void) { int zero = 0; printf("%d\\n", depth(1000000, &zero)); }
                                """)).prints("1000000\n"),
                Case.of("a failed assertion", main("#include <assert.h>\nint main(void) { assert(1 == 2); }\n"))
                        .must(new Expected.RunTimeError("Assertion `1 == 2' failed")));
    }

    private static List<Case> refused() {
        return List.of(
                Case.of("all files are checked", main("int main(void) { return 0 }\n"), file("b.c", "int f( {\n"))
                        .failsToCompile("b.c:1:"),
                Case.of("no main at all", file("a.c", "int a;\n"), file("b.c", "int b;\n"))
                        .failsToCompile("none of the sources defines main"),
                Case.of("an undefined function", main("int f(void);\nint main(void) { return f(); }\n"))
                        .failsToCompile("undefined reference to `f'"),
                Case.of("an entry point that is a header", main("int main(void) { return 0; }\n"), file("a.h", ""))
                        .from("a.h")
                        .failsToCompile("'a.h' is not a source file"),
                Case.of("a header that includes itself", main("#include \"main.c\"\n"))
                        .failsToCompile("nested depth"));
    }

    private static SourceFile main(String text) {
        return file("main.c", text);
    }

    private static SourceFile file(String path, String text) {
        return SourceFile.of(path, text);
    }
}
