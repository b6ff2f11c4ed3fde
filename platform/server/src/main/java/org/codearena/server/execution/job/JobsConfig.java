package org.codearena.server.execution.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How Jobs that judge are made. Which cluster it is says the environment of the process: a service account, or {@code KUBECONFIG}.
 *
 * @param namespace in which they are made
 * @param instance tells two installations in one namespace apart
 * @param port where a Job's runner listens
 * @param templates a directory whose {@code job.yaml} replaces the one that is built in
 */
public record JobsConfig(
        String namespace,
        String instance,
        int port,
        Images images,
        Sizes sizes,
        Hardening hardening,
        Placement placement,
        Patience patience,
        Optional<Path> templates) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int LOWEST_UID = 10_000;
    private static final int HIGHEST_PORT = 65_535;
    private static final long MIB = 1L << 20;

    /**
     * Where images come from: {@code prefix + IMAGE + ":" + tag}.
     *
     * @param usual the image of languages that have none of their own here
     * @param languages images by language; one needs the toolchains of validators too, in whatever languages these are
     * @param pullSecrets names of secrets in the namespace
     */
    public record Images(
            String prefix,
            String tag,
            String pullPolicy,
            List<String> pullSecrets,
            String usual,
            Map<String, String> languages) {
        public Images {
            pullSecrets = List.copyOf(pullSecrets);
            languages = Map.copyOf(languages);
        }

        String of(String language) {
            return prefix + languages.getOrDefault(language, usual) + ":" + tag;
        }
    }

    /**
     * What one Job has, requested and at most: times are measured, so nothing of it is lent to others.
     *
     * @param cpu in the cluster's own notation
     * @param memoryBytes of the sandbox and the runner that makes it
     * @param diskBytes of programs, tests and what the runner itself writes
     */
    public record Sizes(String cpu, long memoryBytes, long diskBytes) {}

    /**
     * How pods are confined, as far as clusters differ.
     *
     * @param privileged whether the runner is root on its node, for clusters whose pods can have no users of their own; best with a runtime
     *     class that has a kernel of its own
     * @param uid of the runner, where it is not root
     * @param seccompProfile on the nodes, of the runner's container, which has to make namespaces; empty leaves it without one
     * @param appArmorProfile on the nodes, or {@code Unconfined}; empty says nothing of it
     * @param runtimeClass such as gVisor or Kata
     */
    public record Hardening(
            boolean privileged,
            int uid,
            Optional<String> seccompProfile,
            Optional<String> appArmorProfile,
            Optional<String> runtimeClass,
            Optional<String> priorityClass) {}

    /** On which nodes, in the cluster's own words. */
    public record Placement(Map<String, String> nodeSelector, List<Map<String, Object>> tolerations) {
        public Placement {
            nodeSelector = Map.copyOf(nodeSelector);
            tolerations = List.copyOf(tolerations);
        }
    }

    /**
     * How long things may take.
     *
     * @param start from asking for a Job until its runner answers, the fetching of its image included
     * @param life of a Job; the cluster ends one that lives longer. More than any submission takes
     * @param ttl after which the cluster removes a Job that has ended and that nobody removed
     */
    public record Patience(Duration start, Duration life, Duration ttl) {}

    public JobsConfig {
        List<String> problems = new ArrayList<>();
        require(
                problems,
                LABEL.matcher(namespace).matches(),
                "namespace '" + namespace + "' is no name of a namespace");
        require(problems, LABEL.matcher(instance).matches(), "instance '" + instance + "' is no value of a label");
        require(
                problems,
                port >= 1024 && port <= HIGHEST_PORT,
                "port is " + port + ", allowed are 1024 to " + HIGHEST_PORT);
        require(
                problems,
                hardening.uid() >= LOWEST_UID,
                "uid " + hardening.uid() + " is one that a system may use, allowed are " + LOWEST_UID + " and above");
        require(
                problems,
                sizes.memoryBytes() >= 256 * MIB,
                "memory-bytes is " + sizes.memoryBytes() + ", a runner and a sandbox need " + 256 * MIB);
        require(
                problems,
                !patience.start().isNegative() && patience.start().compareTo(patience.life()) < 0,
                "start " + patience.start() + " must be less than life " + patience.life());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("jobs: " + String.join("; ", problems));
        }
    }

    private static void require(List<String> problems, boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    /** In a user namespace, with a core for the one slot. */
    public static JobsConfig defaults(String namespace, String imagePrefix, String tag) {
        return new JobsConfig(
                namespace,
                "codearena",
                8092,
                new Images(imagePrefix, tag, "IfNotPresent", List.of(), "codearena-all", Map.of()),
                new Sizes("1", 1536 * MIB, 4096 * MIB),
                new Hardening(
                        false,
                        10_001,
                        Optional.of("profiles/codearena-room.json"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new Placement(Map.of(), List.of()),
                new Patience(Duration.ofMinutes(3), Duration.ofMinutes(30), Duration.ofMinutes(1)),
                Optional.empty());
    }

    public JobsConfig withTemplates(Path directory) {
        return new JobsConfig(
                namespace, instance, port, images, sizes, hardening, placement, patience, Optional.of(directory));
    }

    JobsConfig withPatience(Patience other) {
        return new JobsConfig(namespace, instance, port, images, sizes, hardening, placement, other, templates);
    }

    JobsConfig withHardening(Hardening other) {
        return new JobsConfig(namespace, instance, port, images, sizes, other, placement, patience, templates);
    }
}
