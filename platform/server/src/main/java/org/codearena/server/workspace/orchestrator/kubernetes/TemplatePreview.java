package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Way;

/** Shows an operator what would be made of the templates, for a session that does not exist. */
public final class TemplatePreview {
    private static final Wanted EXAMPLE =
            new Wanted(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), "python", "codearena-python");

    /** No session has it: a real one is made of chance. */
    private static final Secret NO_KEY = new Secret("0".repeat(64));

    private TemplatePreview() {}

    /**
     * All objects as YAML documents.
     *
     * @throws IllegalArgumentException with all that is wrong with the templates
     */
    public static String of(KubernetesConfig config) {
        Templates templates = Templates.load(config);
        List<HasMetadata> objects = new ArrayList<>(List.of(
                templates.policy(),
                templates.secret(EXAMPLE, NO_KEY),
                templates.pod(Names.environment(EXAMPLE.session()), EXAMPLE),
                templates.service(EXAMPLE)));
        if (config.access().way() == Way.INGRESS) {
            objects.add(templates.ingress(EXAMPLE));
        }
        if (config.disk().claims()) {
            objects.add(templates.claim(EXAMPLE));
        }
        KubernetesSerialization serialization = new KubernetesSerialization();
        return objects.stream().map(serialization::asYaml).collect(Collectors.joining());
    }
}
