package org.codearena.lang.java.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sandbox's cases cannot tell apart, on the driver itself. */
final class BoxCompilerTest {
    private static final String MAIN = "{ public static void main(String[] args) {} }";

    private final List<String> files = new ArrayList<>();
    private final Path directory;
    private final Path out;

    BoxCompilerTest(@TempDir Path directory) {
        this.directory = directory;
        this.out = directory.resolve("out");
    }

    @BeforeEach
    void makeOut() throws IOException {
        Files.createDirectory(out);
    }

    @Test
    void classesLieInTheDirectoriesOfTheirPackages() throws IOException {
        file("x.java", "package a.b; class C " + MAIN);
        assertEquals("a.b.C", mainOf(""));
        assertTrue(Files.exists(out.resolve("a/b/C.class")));
    }

    @Test
    void aMainMethodThatReturnsSomethingIsNone() throws IOException {
        file("A.java", "class A { public static int main(String[] args) { return 0; } }");
        assertEquals("no class has a main method", refusal(""));
    }

    @Test
    void aMainMethodOfAnotherParameterIsNone() throws IOException {
        file("A.java", "class A { public static void main(String arg) {} static void main(int[] args) {} }");
        assertEquals("no class has a main method", refusal(""));
    }

    @Test
    void anInstanceThatCannotBeMadeCannotBeStarted() throws IOException {
        file("A.java", "class A { A(int x) {} void main() {} }");
        file("B.java", "abstract class B { void main() {} }");
        file("C.java", "enum C { X; void main() {} }");
        file("D.java", "class D { private D() {} void main() {} }");
        file("E.java", "class E { class F { void main() {} } }");
        file("G.java", "record G(int x) { void main() {} }");
        assertEquals("no class has a main method", refusal(""));
    }

    @Test
    void anArrayWithAnnotationsIsAnArray() throws IOException {
        file("A.java", """
                import java.lang.annotation.*;
                class A {
                    @Target(ElementType.TYPE_USE) @interface T {}
                    public static void main(@T String @T ... args) {}
                }
                """);
        assertEquals("A", mainOf(""));
    }

    @Test
    void aClassOfTheContestantsThatIsCalledStringIsAnother() throws IOException {
        file("A.java", "class A { static class String {} public static void main(String[] args) {} }");
        assertEquals("no class has a main method", refusal(""));
    }

    @Test
    void topLevelGoesBeforeNestedAndPublicBeforeHidden() throws IOException {
        file("A.java", "class A { static class N " + MAIN + " } class B " + MAIN + " public class C " + MAIN);
        assertEquals("C", mainOf(""));
    }

    @Test
    void theFirstFileGoesBeforeAllOfTheSecond() throws IOException {
        file("A.java", "class A { static class N " + MAIN + " }");
        file("B.java", "public class B " + MAIN);
        assertEquals("A$N", mainOf(""));
    }

    @Test
    void aNestedClassIsFoundByEitherName() throws IOException {
        file("A.java", "class A { static class N " + MAIN + " static void main() {} }");
        assertEquals("A$N", mainOf("A$N"));
        assertEquals("A$N", mainOf("A.N"));
    }

    @Test
    void annotationProcessorsDoNotRun() throws IOException {
        file("A.java", "class A " + MAIN);
        Files.createDirectories(out.resolve("META-INF/services"));
        Files.writeString(out.resolve("META-INF/services/javax.annotation.processing.Processor"), "no.Such");
        assertEquals("A", mainOf(""));
    }

    @Test
    void messagesSpeakOfTheFileAsItIsCalled() throws IOException {
        String path = file("my-1st.solution.java", "public class A { int x = y; }");
        assertTrue(refusalWhole("").startsWith(path + ":1: error: cannot find symbol"));
    }

    @Test
    void aLongLineIsCutWhereItIsQuoted() throws IOException {
        file("A.java", "class A { int x = y;" + " ".repeat(100_000) + "}");
        assertTrue(refusalWhole("").lines().allMatch(line -> line.length() <= 403));
    }

    @Test
    void warningsAndNotesAreNotTold() throws IOException {
        file(
                "A.java",
                "import java.util.*; class A { List l = new ArrayList(); { l.add(1); new Date(1, 1, 1); } "
                        + MAIN.substring(1));
        BoxCompiler compiler = new BoxCompiler(out, "", files);
        assertTrue(compiler.compile());
        assertEquals("", compiler.messages());
    }

    private String file(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        files.add(file.toString());
        return file.toString();
    }

    private String mainOf(String entry) throws IOException {
        BoxCompiler compiler = new BoxCompiler(out, entry, files);
        assertTrue(compiler.compile(), compiler::messages);
        return Files.readString(out.resolve("main.args"));
    }

    /** The first clause of why nothing can be started. */
    private String refusal(String entry) throws IOException {
        String whole = refusalWhole(entry);
        return whole.substring("error: ".length(), whole.indexOf(';'));
    }

    private String refusalWhole(String entry) throws IOException {
        BoxCompiler compiler = new BoxCompiler(out, entry, files);
        assertFalse(compiler.compile());
        return compiler.messages();
    }
}
