package org.codearena.server.execution.job;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Shows an operator what would be made of the template, for a submission that does not exist. */
public final class JobPreview {
    private JobPreview() {}

    /**
     * The Job as a YAML document.
     *
     * @throws IllegalArgumentException with all that is wrong with the template
     */
    public static String of(JobsConfig config, String judge, String language) {
        return new KubernetesSerialization()
                .asYaml(JobTemplate.load(config)
                        .job(JobNames.of("00000000-0000-0000-0000-000000000001-1"), JobNames.label(judge), language));
    }
}
