package org.codearena.server.workspace.orchestrator.kubernetes;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.codearena.server.infra.kubernetes.YamlSettings;

/**
 * Reads a {@link KubernetesConfig} from a YAML file. Its keys are the components of the records, in lower case with dashes; each that
 * is left out has its default.
 */
public final class KubernetesSettings {
    /** Not a key: where templates are is said elsewhere. */
    private static final String TEMPLATES = "templates";

    private static final YamlSettings.Kind<KubernetesConfig> KIND = new YamlSettings.Kind<>(
            KubernetesConfig.class,
            KubernetesSettings::usual,
            Set.of("warm", "access.gateway-pods", "access.ingress-annotations"),
            Set.of(TEMPLATES));

    private KubernetesSettings() {}

    /**
     * Reads the file, or takes all defaults without one.
     *
     * @param templates a directory whose files replace built-in ones
     * @throws IllegalArgumentException with what is wrong
     */
    public static KubernetesConfig read(Optional<Path> file, Optional<Path> templates) {
        return read(file, templates, YamlSettings.OWN_NAMESPACE);
    }

    static KubernetesConfig read(Optional<Path> file, Optional<Path> templates, Path ownNamespace) {
        KubernetesConfig config = YamlSettings.read(file, KIND, ownNamespace);
        return templates.map(config::withTemplates).orElse(config);
    }

    private static KubernetesConfig usual(String namespace, Function<String, String> told) {
        KubernetesConfig usual = KubernetesConfig.defaults(namespace, "", "latest");
        return told.apply("isolation").equalsIgnoreCase("pod") ? usual.isolatedByPod() : usual;
    }
}
