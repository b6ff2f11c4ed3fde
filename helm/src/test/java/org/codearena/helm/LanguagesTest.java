package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.codearena.server.language.Languages;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class LanguagesTest {
    @Test
    void chartJudgesWhatTheShippedPluginsOffer() {
        Object values = new Yaml().load(Installation.read(Installation.CHART.resolve("values.yaml")));
        Set<String> judged = Rendered.map(
                        Rendered.map(Rendered.map(values).get("judge")).get("languages"))
                .keySet();
        try (Languages languages = Languages.load(Path.of(System.getProperty("codearena.plugins")))) {
            assertEquals(new TreeSet<>(languages.ids()), new TreeSet<>(judged));
        }
    }
}
