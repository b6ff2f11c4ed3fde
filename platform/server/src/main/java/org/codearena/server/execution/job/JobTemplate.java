package org.codearena.server.execution.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.server.execution.job.JobsConfig.Hardening;
import org.codearena.server.infra.kubernetes.Template;

/** The Job of one piece of work, from a template that was checked when the server started. Thread-safe. */
final class JobTemplate {
    static final String FILE = "job.yaml";

    private final JobsConfig config;
    private final Template template;
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    private JobTemplate(JobsConfig config, Template template) {
        this.config = config;
        this.template = template;
    }

    /**
     * Reads the template and tries it.
     *
     * @throws IllegalArgumentException with all that is wrong
     */
    static JobTemplate load(JobsConfig config) {
        try {
            JobTemplate loaded = new JobTemplate(config, Template.parse(read(config.templates())));
            List<String> problems = loaded.tried();
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", problems));
            }
            return loaded;
        } catch (IllegalArgumentException | IOException broken) {
            throw new IllegalArgumentException("the template " + FILE + " " + broken.getMessage(), broken);
        }
    }

    private static String read(Optional<Path> directory) throws IOException {
        Optional<Path> own = directory.map(path -> path.resolve(FILE)).filter(Files::exists);
        if (own.isPresent()) {
            return Files.readString(own.get());
        }
        try (InputStream builtIn = JobTemplate.class.getResourceAsStream(FILE)) {
            if (builtIn == null) {
                throw new IOException("is missing");
            }
            return new String(builtIn.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> tried() {
        Map<String, Object> tree = template.fill(values("name", "judge", "language"));
        try {
            return JobChecks.problems(tree, serialization.convertValue(tree, Job.class), "name");
        } catch (IllegalArgumentException unfit) {
            return List.of("is no Job: " + unfit.getMessage());
        }
    }

    /**
     * A Job without an owner.
     *
     * @param judge as a label holds it
     */
    Job job(String name, String judge, String language) {
        return serialization.convertValue(template.fill(values(name, judge, language)), Job.class);
    }

    private Map<String, Optional<Object>> values(String name, String judge, String language) {
        Map<String, Optional<Object>> values = new LinkedHashMap<>();
        put(values, "name", name);
        put(values, "judge", judge);
        put(values, "language", language);
        put(values, "instance", config.instance());
        put(values, "port", config.port());
        put(values, "image", config.images().of(language));
        put(values, "pullPolicy", config.images().pullPolicy());
        values.put("imagePullSecrets", some(named(config.images().pullSecrets())));
        put(values, "cpu", config.sizes().cpu());
        put(values, "memoryBytes", String.valueOf(config.sizes().memoryBytes()));
        put(values, "diskBytes", String.valueOf(config.sizes().diskBytes()));
        put(values, "lifeSeconds", config.patience().life().toSeconds());
        put(values, "ttlSeconds", config.patience().ttl().toSeconds());
        values.put(
                "nodeSelector",
                config.placement().nodeSelector().isEmpty()
                        ? Optional.empty()
                        : Optional.of(config.placement().nodeSelector()));
        values.put("tolerations", some(config.placement().tolerations()));
        harden(values, config.hardening());
        return values;
    }

    private static void harden(Map<String, Optional<Object>> values, Hardening hardening) {
        boolean user = !hardening.privileged();
        values.put("hostUsers", user ? Optional.of(false) : Optional.empty());
        values.put("runtimeClass", hardening.runtimeClass().map(Object.class::cast));
        values.put("priorityClass", hardening.priorityClass().map(Object.class::cast));
        put(values, "uid", user ? hardening.uid() : 0);
        put(values, "nonRoot", user);
        // Root reads the key as its owner; and a file of its own that its group could read it would refuse.
        values.put("group", user ? Optional.of(hardening.uid()) : Optional.empty());
        put(values, "confinement", user ? confined(hardening) : Map.of("privileged", true));
    }

    /** What a container may have that has to make namespaces, without being anybody on its node. */
    private static Map<String, Object> confined(Hardening hardening) {
        Map<String, Object> confined = new LinkedHashMap<>();
        confined.put("allowPrivilegeEscalation", false);
        confined.put("readOnlyRootFilesystem", true);
        confined.put("capabilities", Map.of("drop", List.of("ALL")));
        confined.put("procMount", "Unmasked");
        confined.put(
                "seccompProfile",
                hardening.seccompProfile().map(JobTemplate::onNode).orElse(Map.of("type", "Unconfined")));
        hardening
                .appArmorProfile()
                .ifPresent(profile -> confined.put(
                        "appArmorProfile", profile.equals("Unconfined") ? Map.of("type", profile) : onNode(profile)));
        return confined;
    }

    private static Map<String, Object> onNode(String profile) {
        return Map.of("type", "Localhost", "localhostProfile", profile);
    }

    private static List<Map<String, String>> named(List<String> secrets) {
        return secrets.stream().map(name -> Map.of("name", name)).toList();
    }

    private static Optional<Object> some(List<?> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(new ArrayList<>(list));
    }

    private static void put(Map<String, Optional<Object>> values, String name, Object value) {
        values.put(name, Optional.of(value));
    }
}
