package org.codearena.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codearena.plugin.kit.Role;
import org.junit.jupiter.api.Test;

/** The guide for authors says what is so: its code is the example's, its table has every role. */
final class GuideTest {
    private static final Path PLUGINS = Path.of("..");
    private static final Path GUIDE = PLUGINS.resolve("../docs/writing-a-language-plugin.md");
    private static final Path EXAMPLE = PLUGINS.resolve("example-perl");
    private static final Pattern BLOCK = Pattern.compile("(?m)^(?:<!-- (.*) -->\n)?```(\\S+)\n((?:(?!```).*\n)*)```$");

    private final String guide;

    GuideTest() throws IOException {
        guide = Files.readString(GUIDE);
    }

    @Test
    void everyBlockOfCodeStandsInTheFileThatItNames() throws IOException {
        List<MatchResult> blocks = BLOCK.matcher(guide).results().toList();
        assertEquals(guide.lines().filter(line -> line.startsWith("```")).count(), 2L * blocks.size());
        assertTrue(blocks.size() >= 10, () -> blocks.size() + " blocks");
        for (MatchResult block : blocks) {
            String file = Files.readString(EXAMPLE.resolve(block.group(1)));
            assertTrue(
                    withoutMargin(file).contains(withoutMargin(block.group(3))),
                    () -> "not in " + block.group(1) + ":\n" + block.group(3));
        }
    }

    @Test
    void theTableHasEveryRole() {
        List<String> missing = Stream.of(Role.values())
                .map(Role::label)
                .filter(label -> !guide.contains("\n| `" + label + "` | "))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyFileThatIsLinkedIsThere() {
        List<String> missing = Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(guide)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !Files.exists(GUIDE.resolveSibling(link)))
                .toList();
        assertEquals(List.of(), missing);
    }

    /** What is shown is moved to the left. */
    private static String withoutMargin(String text) {
        return text.lines().map(String::strip).reduce("", (before, line) -> before + "\n" + line);
    }
}
