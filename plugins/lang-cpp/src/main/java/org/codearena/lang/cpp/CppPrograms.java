package org.codearena.lang.cpp;

import java.util.List;
import java.util.stream.Stream;
import org.codearena.contract.Limit;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Resources;
import org.codearena.plugin.kit.Case;
import org.codearena.plugin.kit.ConformancePrograms;
import org.codearena.plugin.kit.Expected;
import org.codearena.plugin.kit.Role;
import org.pf4j.Extension;

/** The programs by which C++ is put to the test. */
@Extension
public final class CppPrograms implements ConformancePrograms {
    private final Resources resources = new Resources(CppPrograms.class);

    @Override
    public String language() {
        return "cpp";
    }

    @Override
    public List<SourceFile> program(Role role) {
        String at = "programs/cpp/" + role.label();
        return switch (role) {
            case SEVERAL_FILES -> resources.files(at, "main.cpp", "text/words.hpp", "text/words.cpp");
            case ENTRY_POINT ->
                resources.files(at, "tools/report.cpp", "main.cpp", "common/words.hpp", "common/words.cpp");
            case TWO_PROGRAMS -> resources.files(at, "first.cpp", "second.cpp", "say.hpp");
            default -> List.of(resources.file(at + ".cpp", "main.cpp"));
        };
    }

    @Override
    public List<Case> promises() {
        return Stream.of(dialect(), precompiled(), programs(), failures())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> dialect() {
        return List.of(
                Case.of("ranges, concepts and 128 bits", main("""
                                #include <bits/stdc++.h>
                                template <std::integral T> T twice(T x) { return x * 2; }
                                int main() {
                                    for (int x : std::views::iota(1, 6) | std::views::filter([](int i) { return i % 2; }))
                                        std::cout << twice(x) << ' ';
                                    __int128 big = (__int128)1 << 100;
                                    std::cout << (long long)(big >> 90) << '\\n';
                                }
                                """)).prints("2 6 10 1024\n"),
                Case.of("threads and exceptions that cross them", main("""
                                #include <bits/stdc++.h>
                                int main() {
                                    auto failing = std::async(std::launch::async, []() -> int { throw std::runtime_error("from there"); });
                                    try { failing.get(); } catch (const std::exception &e) { std::cout << e.what() << '\\n'; }
                                }
                                """)).prints("from there\n"),
                Case.of("parts in C", main("""
                                #include <iostream>
                                extern "C" int *numbers(int n);
                                int main() { std::cout << numbers(3)[2] << '\\n'; }
                                """), file("numbers.c", """
                                #include <stdlib.h>
                                int *numbers(int n) {
                                    int *new = malloc(n * sizeof *new);
                                    for (int i = 0; i < n; i++) new[i] = i;
                                    return new;
                                }
                                """)).prints("2\n"));
    }

    /** With the precompiled header a program must mean what it means without. */
    private static List<Case> precompiled() {
        return List.of(
                Case.of("a macro that the library asks for", main("""
                                #define _GLIBCXX_ASSERTIONS
                                #include <bits/stdc++.h>
                                int main() { std::vector<int> v(3); std::cout << v[std::getchar() + 5]; }
                                """))
                        .must(new Expected.RunTimeError("Assertion '__n < this->size()' failed")),
                Case.of("a pragma before the header", main("""
                                #pragma GCC optimize("trapv")
                                #include <bits/stdc++.h>
                                int main() {
                                    volatile int most = INT_MAX;
                                    std::cout << most + 1 << '\\n';
                                }
                                """)).must(new Expected.RunTimeError("")),
                Case.of("a macro of the program's own", main("""
                                // Some words first.
                                #define N 7
                                #define ll long long
                                #include <bits/stdc++.h>
                                int main() { std::cout << N * sizeof(ll) << '\\n'; }
                                """)).prints("56\n"),
                Case.of(
                                "the header after others, and twice",
                                main("""
                                #include <map>
                                #include "a.hpp"
                                #include <bits/stdc++.h>
                                int main() { std::cout << answer(); }
                                """),
                                file(
                                        "a.hpp",
                                        "#include <bits/stdc++.h>\ninline int answer() { return std::lcm(6, 7); }\n"))
                        .prints("42"),
                Case.of(
                                "a header that was precompiled elsewhere is not believed",
                                main("#include \"a.hpp\"\nint main() { return VALUE; }\n"),
                                file("a.hpp", "#define VALUE 0\n"),
                                file("a.hpp.gch", "gpch"))
                        .must(new Expected.EndsWell()));
    }

    private static List<Case> programs() {
        SourceFile shared = file("shared.hpp", "#include <iostream>\nvoid say(int);\n");
        SourceFile common =
                file("lib/common.cc", "#include \"shared.hpp\"\nvoid say(int x) { std::cout << x << '\\n'; }\n");
        SourceFile one = file("one.cpp", "#include \"shared.hpp\"\nint main() { say(1); }\n");
        SourceFile two = file("b/two.cpp", "#include \"shared.hpp\"\nint main() { say(2); }\n");
        return List.of(
                Case.of("two programs that share a part", one, two, common, shared)
                        .from("b/two.cpp")
                        .prints("2\n"),
                Case.of("main.cpp is meant where nothing is said", main(one.text()), two, common, shared)
                        .prints("1\n"),
                Case.of("which program is unclear", one, two, common, shared)
                        .failsToCompile("main is defined in one.cpp, b/two.cpp"),
                Case.of("an entry point without main", one, two, common, shared)
                        .from("lib/common.cc")
                        .failsToCompile("lib/common.cc does not define main"));
    }

    private static List<Case> failures() {
        return List.of(
                Case.of(
                                "an exception is named",
                                main("#include <stdexcept>\nint main() { throw std::logic_error(\"why\"); }"))
                        .must(new Expected.RunTimeError("what():  why")),
                Case.of("more than any memory", main("int main() { return *new char[1L << 45]; }"))
                        .must(new Expected.OverLimit(Limit.MEMORY)),
                Case.of(
                                "errors in their files",
                                main("#include \"a/b.hpp\"\nint main() { return f(); }"),
                                file("a/b.hpp", "int f() { return x; }"))
                        .failsToCompile("a/b.hpp:1:18: error"),
                Case.of(
                                "templates without end",
                                main("template <int N> struct A { A<N + 1> a; };\nA<0> a;\nint main() {}\n"))
                        .failsToCompile("main.cpp:1:"));
    }

    private static SourceFile main(String text) {
        return file("main.cpp", text);
    }

    private static SourceFile file(String path, String text) {
        return SourceFile.of(path, text);
    }
}
