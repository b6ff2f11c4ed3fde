package org.codearena.loadtest.load.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Finds scenarios: those that are shipped by their names, anyone's own by the path of its file. */
public final class Scenarios {
    /** What is shipped. */
    public static final List<String> SHIPPED = List.of(
            "steady",
            "ramp",
            "contest-start",
            "flood",
            "soak",
            "readers",
            "ide",
            "mixed",
            "rolling-restart",
            "chaos",
            "drain");

    private Scenarios() {}

    /** The scenario of that name or at that path. A shipped name comes first. */
    public static Scenario find(String nameOrPath) {
        if (SHIPPED.contains(nameOrPath)) {
            return parse(nameOrPath, text(nameOrPath));
        }
        Path file = Path.of(nameOrPath);
        if (!Files.isRegularFile(file)) {
            throw new ScenarioException("there is no scenario '" + nameOrPath + "', known are "
                    + String.join(", ", SHIPPED) + ", and any file's path");
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        try {
            return parse(name, Files.readString(file));
        } catch (IOException unreadable) {
            throw new ScenarioException("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** The text of a shipped scenario, to start one's own from. */
    public static String text(String shipped) {
        try (InputStream file =
                Objects.requireNonNull(Scenarios.class.getResourceAsStream(shipped + ".yaml"), shipped)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new ScenarioException("cannot read the shipped scenario " + shipped, unreadable);
        }
    }

    static Scenario parse(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Object root = new Yaml(new SafeConstructor(options)).load(text);
            return Scenario.read(name, Settings.of(name, root));
        } catch (YAMLException malformed) {
            throw new ScenarioException("scenario '" + name + "' is not YAML: " + malformed.getMessage(), malformed);
        }
    }
}
