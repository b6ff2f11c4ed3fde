package org.codearena.lang.java;

import java.util.List;
import java.util.stream.Stream;
import org.codearena.contract.Limit;
import org.codearena.contract.Limits;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Resources;
import org.codearena.plugin.kit.Case;
import org.codearena.plugin.kit.ConformancePrograms;
import org.codearena.plugin.kit.Expected;
import org.codearena.plugin.kit.Role;
import org.pf4j.Extension;

/** The programs by which Java is put to the test. */
@Extension
public final class JavaPrograms implements ConformancePrograms {
    private static final Limits SMALL = Limits.DEFAULT.withCpuTimeMs(20_000).withMemoryBytes(64 << 20);
    private static final SourceFile FIRST = file("First.java", printing("class First", "first"));
    private static final SourceFile SECOND = file("Second.java", printing("public class Second", "second"));

    private final Resources resources = new Resources(JavaPrograms.class);

    @Override
    public String language() {
        return "java";
    }

    @Override
    public List<SourceFile> program(Role role) {
        String at = "programs/" + role.label();
        return switch (role) {
            case SEVERAL_FILES -> resources.files(at, "Main.java", "Words.java");
            case ENTRY_POINT -> resources.files(at, "tools/Report.java", "common/Words.java", "Main.java");
            case TWO_PROGRAMS -> resources.files(at, "First.java", "Second.java", "Say.java");
            default -> List.of(resources.file(at + ".java", "Main.java"));
        };
    }

    @Override
    public List<Case> promises() {
        return Stream.of(names(), kindsOfMain(), choiceOfMain(), refused(), odd(), memory(), threads())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> names() {
        return List.of(
                Case.of(
                                "a public class called unlike its file",
                                file("solution.java", printing("public class Größe", "unlike")))
                        .prints("unlike\n"),
                Case.of("a file without an extension", file("solution", printing("class A", "none")))
                        .prints("none\n"),
                Case.of(
                                "a class in a package, the file anywhere",
                                file("Main.java", "package a.b; " + printing("class C", "c")))
                        .prints("c\n"),
                Case.of(
                                "a package and its description",
                                file("package-info.java", "/** Words. */ package a;"),
                                file("A.java", "package a; " + printing("class A", "a")))
                        .prints("a\n"),
                Case.of("a name that no file can have", file("Main.java", printing("class " + "X".repeat(10_000), "x")))
                        .failsToCompile("error"));
    }

    private static List<Case> kindsOfMain() {
        SourceFile interfaceFile =
                file("I.java", "interface I { static void main(String[] a) { IO.println(\"interface\"); } }");
        SourceFile instance = file("X.java", "class X { int x = 5; void main(String[] a) { IO.println(x); } }");
        SourceFile inherited =
                file("Y.java", "class Y extends Z {} abstract class Z { void main() { IO.println(getClass()); } }");
        SourceFile nested =
                file("O.java", "class O { static class P { static void main() { IO.println(P.class); } } }");
        return List.of(
                Case.of("the main method of a record", file("R.java", printing("record R(int x)", "record")))
                        .prints("record\n"),
                Case.of("of an enum", file("E.java", printing("enum E", "enum").replace("{ public", "{ ; public")))
                        .prints("enum\n"),
                Case.of("of an interface", interfaceFile).prints("interface\n"),
                Case.of("of an instance", instance).prints("5\n"),
                Case.of("of a superclass", inherited).prints("class Y\n"),
                Case.of("of a nested class", nested).prints("class O$P\n"),
                Case.of("of a compact source file", file("two-plus-two.java", "void main() { IO.println(2 + 2); }"))
                        .prints("4\n"));
    }

    private static List<Case> choiceOfMain() {
        SourceFile two = file("Two.java", printing("class A", "a") + printing("public class B", "b"));
        SourceFile inPackage = file("src/a/b/C.java", "package a.b; " + printing("class C", "c"));
        SourceFile nested = file("O.java", "class O { static " + printing("class P", "p") + "}");
        SourceFile none =
                file("Main.java", "class Main { private static void main(String[] a) {} int main() { return 1; } }");
        return List.of(
                Case.of("of several main methods that of the first file", FIRST, SECOND)
                        .prints("first\n"),
                Case.of("of several in a file that of the public class", two).prints("b\n"),
                Case.of("an entry point that is a file", FIRST, SECOND)
                        .from("Second.java")
                        .prints("second\n"),
                Case.of("an entry point that is a class", FIRST, SECOND)
                        .from("Second")
                        .prints("second\n"),
                Case.of("an entry point that is a class in a package", FIRST, inPackage)
                        .from("a.b.C")
                        .prints("c\n"),
                Case.of("an entry point that is a file in a package", FIRST, inPackage)
                        .from("src/a/b/C.java")
                        .prints("c\n"),
                Case.of("an entry point that is a nested class", FIRST, nested)
                        .from("O.P")
                        .prints("p\n"),
                Case.of("an entry point without a main method", FIRST, file("T.java", "class T {}"))
                        .from("T")
                        .failsToCompile("classes that have one: First"),
                Case.of("no main method", none).failsToCompile("no class has a main method"));
    }

    private static List<Case> refused() {
        String sum = "1+".repeat(100_000) + "x";
        return List.of(
                Case.of("one class in two files", FIRST, file("other/First.java", "class First {}"))
                        .failsToCompile("other/First.java:1: error: duplicate class"),
                Case.of("a file that is not UTF-8", new SourceFile("Main.java", new byte[] {'/', '/', (byte) 0xe9}))
                        .failsToCompile("Main.java: error: this file is not UTF-8 text"),
                Case.of(
                                "class files that were uploaded are not used",
                                FIRST,
                                file("Other.class", "x"),
                                file("Uses.java", "class Uses extends Other {}"))
                        .failsToCompile("Uses.java:1: error: cannot find symbol"),
                Case.of("nested too deeply", file("Main.java", "class Main { int f(int x) { return " + sum + "; } }"))
                        .failsToCompile("nested too deeply"));
    }

    private static List<Case> odd() {
        SourceFile decoys = file(
                "Main.java",
                "// public class A {}\n/* package x; */ " + printing("class Real", "public class B { // /*"));
        SourceFile maps = file("Main.java", """
                import java.nio.file.Path;
                import java.nio.file.Files;

                void main() throws IOException {
                    IO.println(Files.readString(Path.of("/proc/self/maps")).contains("/prepared/java/run.jsa"));
                }
                """);
        return List.of(
                Case.of("a run starts from the prepared archive", maps).prints("true\n"),
                Case.of("classes that comments and strings speak of", decoys).prints("public class B { // /*\n"),
                Case.of("a byte order mark", file("Main.java", "\ufeff" + printing("class A", "marked")))
                        .prints("marked\n"),
                Case.of(
                                "a failure is shown with its line",
                                file(
                                        "my-main.java",
                                        "class Main {\n static void main() { System.out.println(1 / (int) 0L); } }"))
                        .must(new Expected.RunTimeError("at Main.main(my_main.java:2)")));
    }

    private static List<Case> memory() {
        return List.of(
                Case.of("want of heap cannot be caught", file("Main.java", """
                        void main() {
                            var kept = new ArrayList<byte[]>();
                            while (true) {
                                try {
                                    kept.add(new byte[1 << 20]);
                                } catch (OutOfMemoryError e) {
                                    IO.println("so what");
                                }
                            }
                        }
                        """))
                        .within(SMALL)
                        .must(new Expected.OverLimit(Limit.MEMORY)),
                Case.of("memory outside the heap counts", file("Main.java", """
                        import java.nio.ByteBuffer;

                        void main() {
                            var kept = new ArrayList<ByteBuffer>();
                            while (true) {
                                kept.add(ByteBuffer.allocateDirect(1 << 24));
                            }
                        }
                        """))
                        .within(SMALL)
                        .must(new Expected.OverLimit(Limit.MEMORY)),
                Case.of("garbage does not count", file("Main.java", """
                        void main() {
                            long sum = 0;
                            for (int i = 0; i < 1_000_000; i++) {
                                sum += new int[100].length;
                            }
                            IO.println(sum);
                        }
                        """))
                        .within(SMALL)
                        .prints("100000000\n"));
    }

    private static List<Case> threads() {
        return List.of(
                Case.of("ten thousand threads", file("Main.java", """
                        import java.util.concurrent.locks.LockSupport;

                        void main() {
                            for (int i = 0; i < 10_000; i++) {
                                Thread.ofPlatform().daemon().start(LockSupport::park);
                            }
                        }
                        """))
                        .must(new Expected.RunTimeError("unable to create native thread")),
                Case.of("a thread with a large stack", file("Main.java", """
                        static int f(int n) {
                            return n == 0 ? 0 : 1 + f(n - 1);
                        }

                        void main() throws Exception {
                            Thread thread = new Thread(null, () -> IO.println(f(1_000_000)), "deep", 1 << 29);
                            thread.start();
                            thread.join();
                        }
                        """)).prints("1000000\n"));
    }

    private static String printing(String declaration, String words) {
        return declaration + " { public static void main(String[] args) { System.out.println(\"" + words + "\"); } }\n";
    }

    private static SourceFile file(String path, String text) {
        return SourceFile.of(path, text);
    }
}
