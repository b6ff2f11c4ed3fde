package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.codearena.attacks.Attack;
import org.junit.jupiter.api.Test;

/** The table of attacks in the documents names tests that there are, and all of the programs. */
final class ThreatModelTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|.*\\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private record Row(int number, List<String> tests) {}

    @Test
    void everyRowOfTheTableHasTestsThatExist() throws IOException {
        List<Row> rows = rows();
        assertEquals(
                IntStream.rangeClosed(1, rows.size()).boxed().toList(),
                rows.stream().map(Row::number).toList());
        assertFalse(rows.size() < 80, "rows are missing");
        Set<String> missing = new TreeSet<>();
        for (Row row : rows) {
            assertFalse(row.tests().isEmpty(), "row " + row.number() + " has no test");
            for (String test : row.tests()) {
                if (!exists(test)) {
                    missing.add(row.number() + ": " + test);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyProgramIsInTheTable() throws IOException {
        Set<String> named = rows().stream().flatMap(row -> row.tests().stream()).collect(Collectors.toSet());
        List<String> unnamed = Attack.all().stream()
                .map(Attack::name)
                .filter(name -> !named.contains(name) && !named.contains(name.replaceFirst("/.*", "/*")))
                .toList();
        assertEquals(List.of(), unnamed);
    }

    private static List<Row> rows() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/threat-model.md"));
        List<Row> rows = new ArrayList<>();
        for (MatchResult row : ROW.matcher(document).results().toList()) {
            List<String> tests = NAME.matcher(row.group(2))
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            rows.add(new Row(Integer.parseInt(row.group(1)), tests));
        }
        return rows;
    }

    private static boolean exists(String test) throws IOException {
        if (test.startsWith("box:") || test.startsWith("room:")) {
            String program = test.substring(0, test.indexOf(':'));
            String functions = Files.readString(ROOT.resolve("runner/" + program + "/test/test_" + program + ".py"));
            return functions.contains("\ndef " + test.substring(test.indexOf(':') + 1) + "(");
        }
        if (test.contains("/")) {
            String group = test.replaceFirst("\\*$", "");
            return Attack.all().stream()
                    .map(Attack::name)
                    .anyMatch(name -> test.endsWith("*") ? name.startsWith(group) : name.equals(test));
        }
        return isMethod(test.substring(0, test.indexOf('.')), test.substring(test.indexOf('.') + 1));
    }

    private static boolean isMethod(String type, String method) throws IOException {
        for (String module : List.of("platform/embedded", "platform/server", "runner", "loadtest")) {
            Path tests = ROOT.resolve(module).resolve("src/test/java");
            try (Stream<Path> found =
                    Files.find(tests, Integer.MAX_VALUE, (path, status) -> path.endsWith(type + ".java"))) {
                for (Path file : found.toList()) {
                    if (Files.readString(file).contains("void " + method + "(")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
