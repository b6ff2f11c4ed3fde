package org.codearena.server.execution.job;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.codearena.server.infra.kubernetes.YamlSettings;

/**
 * Reads a {@link JobsConfig} from a YAML file. Its keys are the components of the records, in lower case with dashes; each that is left
 * out has its default.
 */
public final class JobsSettings {
    private static final YamlSettings.Kind<JobsConfig> KIND = new YamlSettings.Kind<>(
            JobsConfig.class,
            (namespace, _) -> JobsConfig.defaults(namespace, "", "latest"),
            Set.of("images.languages", "placement.node-selector"),
            Set.of("templates"));

    private JobsSettings() {}

    /**
     * Reads the file, or takes all defaults without one, and tries the template.
     *
     * @param templates a directory whose files replace built-in ones
     * @throws IllegalArgumentException with what is wrong
     */
    public static JobsConfig read(Optional<Path> file, Optional<Path> templates) {
        return read(file, templates, YamlSettings.OWN_NAMESPACE);
    }

    static JobsConfig read(Optional<Path> file, Optional<Path> templates, Path ownNamespace) {
        JobsConfig read = YamlSettings.read(file, KIND, ownNamespace);
        JobsConfig config = templates.map(read::withTemplates).orElse(read);
        JobTemplate.load(config);
        return config;
    }
}
