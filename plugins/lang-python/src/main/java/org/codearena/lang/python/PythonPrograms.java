package org.codearena.lang.python;

import java.nio.charset.StandardCharsets;
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

/** The programs by which Python is put to the test. */
@Extension
public final class PythonPrograms implements ConformancePrograms {
    private final Resources resources = new Resources(PythonPrograms.class);

    @Override
    public String language() {
        return "python";
    }

    @Override
    public List<SourceFile> program(Role role) {
        String at = "programs/" + role.label();
        return switch (role) {
            case SEVERAL_FILES -> resources.files(at, "main.py", "text/words.py");
            case ENTRY_POINT ->
                resources.files(
                        at,
                        "tools/report/__main__.py",
                        "tools/report/__init__.py",
                        "tools/report/layout.py",
                        "tools/common/words.py",
                        "main.py");
            case TWO_PROGRAMS -> resources.files(at, "first.py", "second.py", "say.py");
            default -> List.of(resources.file(at + ".py", "main.py"));
        };
    }

    @Override
    public List<Case> promises() {
        return Stream.of(interpreter(), modules(), refused(), resourcesOfTheBox())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> interpreter() {
        SourceFile exits = main("""
                '''What this is for.'''
                from __future__ import annotations
                print(__doc__, quit)
                exit()
                print('not reached')
                """);
        return List.of(
                Case.of("exit ends the program", exits)
                        .prints("What this is for. Use quit() or Ctrl-D (i.e. EOF) to exit\n"),
                Case.of("a status given to exit", main("import helper\n"), file("helper.py", "quit(5)\n"))
                        .must(new Expected.Status(5)),
                Case.of("numbers of any length are printed", main("print(len(str(7 ** 10000)))\n"))
                        .prints("8451\n"),
                Case.of("a failure is shown with its line", main("def f():\n    return [][1]\n\nf()\n"))
                        .must(new Expected.RunTimeError("File \"main.py\", line 2, in f\n    return [][1]")),
                Case.of(
                                "a declared encoding",
                                new SourceFile("main.py", latin1("# coding: latin-1\nprint('\u00e9')\n")))
                        .prints("\u00e9\n"));
    }

    private static List<Case> modules() {
        SourceFile third = file("b/third.py", "name = 3\n");
        return List.of(
                Case.of(
                                "a package and its modules",
                                main("from shapes.square import area\nprint(area(3))\n"),
                                file("shapes/__init__.py", ""),
                                file("shapes/square.py", "def area(x): return x * x\n"))
                        .prints("9\n"),
                Case.of(
                                "the entry point may be anywhere",
                                main("1\n"),
                                file("b/second.py", "import third\nprint(third.name)\n"),
                                third)
                        .from("b/second.py")
                        .prints("3\n"),
                Case.of(
                                "a module of a package",
                                file(
                                        "src/app/run.py",
                                        "from .parts import one\nimport two\nprint(one.n + two.n)\nquit()\n"),
                                file("src/app/__init__.py", ""),
                                file("src/app/two.py", "n = 2\n"),
                                file("src/app/parts/__init__.py", ""),
                                file("src/app/parts/one.py", "from app import two\nn = 10 * two.n\n"))
                        .from("src/app/run.py")
                        .prints("22\n"),
                Case.of("the only __main__ module", file("a/__main__.py", "import b\n"), file("a/b.py", "print('b')\n"))
                        .prints("b\n"),
                Case.of(
                                "the only file with a main guard",
                                file("a.py", "import b\nif __name__ == '__main__':\n    b.f()\n"),
                                file("b.py", "def f(): print('b')\n"))
                        .prints("b\n"),
                Case.of(
                                "a module named like one that the check needs",
                                main("print('mine')\n"),
                                file("marshal.py", "1 / 0\n"))
                        .prints("mine\n"),
                Case.of("bytecode that was uploaded is not run", main("import other\n"), file("other.pyc", "x"))
                        .must(new Expected.RunTimeError("No module named 'other'")));
    }

    private static List<Case> refused() {
        return List.of(
                Case.of("every module is checked", main("print(1)\n"), file("other.py", "def f(:\n"))
                        .failsToCompile("File \"other.py\", line 1"),
                Case.of("a null byte", main("print(1)\0\n")).failsToCompile("null bytes"),
                Case.of("nested too deeply", main("x = " + "(".repeat(5_000) + ")".repeat(5_000) + "\n"))
                        .failsToCompile("File \"main.py\", line 1"),
                Case.of("a sum of 100000 terms", main("x = " + "1+".repeat(100_000) + "1\n"))
                        .failsToCompile("main.py"),
                Case.of("no file to start", file("a.py", "1\n"), file("b.py", "2\n"))
                        .failsToCompile("name one main.py"));
    }

    private static List<Case> resourcesOfTheBox() {
        SourceFile deep = main("""
                import sys
                sys.setrecursionlimit(10 ** 7)
                def f(n): return 0 if n == 0 else 1 + f(n - 1)
                print(f(10 ** 5))
                """);
        SourceFile child = main("""
                import os
                pid = os.fork()
                if pid == 0:
                    os._exit(7)
                print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
                """);
        return List.of(
                Case.of("a hundred thousand levels", deep).prints("100000\n"),
                Case.of("child processes", child).prints("7\n"),
                Case.of("a list larger than any memory", main("x = [0] * (1 << 50)\n"))
                        .must(new Expected.OverLimit(Limit.MEMORY)));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static SourceFile main(String text) {
        return file("main.py", text);
    }

    private static SourceFile file(String path, String text) {
        return SourceFile.of(path, text);
    }
}
