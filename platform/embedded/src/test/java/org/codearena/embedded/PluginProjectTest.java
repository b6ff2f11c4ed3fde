package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PluginProjectTest {
    private static final Path CHECKOUT = Path.of("../..");
    private static final Pattern PROPERTY = Pattern.compile("<(version\\.[a-z0-9.-]+)>([^<]+)<");
    private static final Pattern BUILD_PLUGIN =
            Pattern.compile("<artifactId>(maven-[a-z]+-plugin)</artifactId>\\s*<version>([^<]+)<");

    @TempDir
    Path directory;

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({"Ruby,ruby,NAME 'Ruby'", "ruby,7up,ID '7up'", "codearena-lang-x,x,NAME 'codearena-lang-x'"})
    void aNameThatWillNotDoIsRefusedInWords(String name, String id, String words) {
        FailureException refused = assertThrows(FailureException.class, () -> new PluginProject(name, id));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(words), refused::getMessage);
    }

    @Test
    void everyNameOfTheExampleBecomesOneOfThePlugin() throws IOException {
        Path target = directory.resolve("new");
        new PluginProject("my-ruby", "ruby").write(target, app());
        assertTrue(Files.isRegularFile(target.resolve("src/main/java/org/example/ruby/RubyPlugin.java")));
        assertTrue(Files.readString(target.resolve("src/main/java/org/example/ruby/RubyLanguage.java"))
                .contains("ID = \"ruby\""));
        assertTrue(Files.readString(target.resolve("pom.xml")).contains("<Plugin-Id>my-ruby</Plugin-Id>"));
        for (Path file : filesBelow(target.resolve("src"))) {
            String text = file + Files.readString(file);
            assertFalse(text.contains("example.perl") || text.contains("PerlL"), text);
        }
        assertEquals("api", Files.readString(target.resolve("lib/codearena-plugin-api.jar")));
    }

    @Test
    void aKeywordIsNoPackage() throws IOException {
        Path target = directory.resolve("new");
        new PluginProject("d", "do").write(target, app());
        assertTrue(Files.isRegularFile(target.resolve("src/main/java/org/example/do_/DoPlugin.java")));
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Path mine = Files.writeString(directory.resolve("mine.txt"), "mine");
        AppLayout app = app();
        FailureException refused =
                assertThrows(FailureException.class, () -> new PluginProject("x", "x").write(directory, app));
        assertTrue(String.valueOf(refused.getMessage()).contains("is not empty"), refused::getMessage);
        assertEquals("mine", Files.readString(mine));
    }

    @Test
    void itsBuildNamesTheVersionsOfOurs() throws IOException {
        String ours = Files.readString(CHECKOUT.resolve("pom.xml"));
        Path target = directory.resolve("new");
        new PluginProject("x", "x").write(target, app());
        String theirs = Files.readString(target.resolve("pom.xml"));
        for (Pattern versions : List.of(PROPERTY, BUILD_PLUGIN)) {
            Map<String, String> wanted = found(versions, ours);
            Map<String, String> named = found(versions, theirs);
            assertTrue(named.size() >= 3, named::toString);
            named.forEach((what, version) -> assertEquals(wanted.get(what), version, what));
        }
    }

    private static Map<String, String> found(Pattern pattern, String pom) {
        Map<String, String> found = new HashMap<>();
        for (MatchResult match : pattern.matcher(pom).results().toList()) {
            found.put(match.group(1), match.group(2));
        }
        return found;
    }

    /** With the files of the real example, and jars that are none. */
    private AppLayout app() throws IOException {
        Path example = CHECKOUT.resolve("plugins/example-perl");
        for (Path file : filesBelow(example.resolve("src"))) {
            Path copy = root.resolve("example").resolve(example.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        Files.createDirectories(root.resolve("lib"));
        Files.writeString(root.resolve("lib/codearena-plugin-api-1.jar"), "api");
        Files.writeString(root.resolve("lib/codearena-contract-1.jar"), "contract");
        return new AppLayout(root);
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).toList());
        }
    }
}
