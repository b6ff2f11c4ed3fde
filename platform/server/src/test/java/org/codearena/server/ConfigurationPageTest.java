package org.codearena.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on configuration and the code say the same. */
final class ConfigurationPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(CODEARENA_[A-Z0-9_]+)` \\| (.*?) \\|");
    private static final Pattern NAME = Pattern.compile("CODEARENA_[A-Z0-9_]+");

    private String page;

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Path.of("../../docs/configuration.md"));
    }

    @Test
    void eachVariableHasARowAndNoOtherHas() {
        Set<String> rows = new TreeSet<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            assertTrue(rows.add(row.group(1)), row.group(1) + " has two rows");
        }
        assertEquals(
                Arrays.stream(Variable.values()).map(Variable::key).collect(Collectors.toCollection(TreeSet::new)),
                rows);
    }

    @Test
    void eachRowTellsTheDefault() {
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            String told = row.group(2).replace("`", "");
            String usual = Variable.valueOf(row.group(1).substring("CODEARENA_".length()))
                    .usual()
                    .orElse("-");
            assertTrue(told.equals(usual) || told.equals("the host's name"), row.group(1) + ": " + told);
        }
    }

    @Test
    void examplesNameNothingThatDoesNotExist() {
        Set<String> unknown = new TreeSet<>();
        Matcher name = NAME.matcher(page);
        while (name.find()) {
            if (!Variable.isKnown(name.group())) {
                unknown.add(name.group());
            }
        }
        unknown.remove("CODEARENA_");
        assertEquals(Set.of(), unknown);
    }
}
