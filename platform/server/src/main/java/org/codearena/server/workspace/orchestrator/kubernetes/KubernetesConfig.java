package org.codearena.server.workspace.orchestrator.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How sessions run on a cluster. Which cluster it is says the environment of the process: a service account, or {@code KUBECONFIG}.
 *
 * @param namespace in which everything is made; best one of its own, with quotas
 * @param instance tells two installations in one namespace apart
 * @param warm how many pods wait for sessions, by runner image
 * @param most environments that may exist at once, warm ones not counted
 * @param templates a directory whose files replace those of the same name that are built in
 */
public record KubernetesConfig(
        String namespace,
        String instance,
        Isolation isolation,
        Network network,
        Images images,
        Sizes sizes,
        Disk disk,
        Hardening hardening,
        Access access,
        Patience patience,
        Map<String, Integer> warm,
        int most,
        Optional<Path> templates) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int LOWEST_UID = 10_000;

    /** What stands between a stranger's programs and the runner. */
    public enum Isolation {
        /** A room inside a container of its own: needs user namespaces on the nodes. */
        ROOM,
        /** A container of its own, and no more: for clusters that hold pods to the restricted standard without user namespaces. */
        POD
    }

    /** What a program may reach besides itself. */
    public enum Network {
        OFF,
        INTERNET
    }

    /** How a browser comes to a session's runner. */
    public enum Way {
        /** Through the server, which knows the pods' addresses. */
        GATEWAY,
        /** Through an Ingress of the session's own besides; the server itself uses the session's Service. */
        INGRESS
    }

    /**
     * Where images come from: {@code prefix + IMAGE + ":" + tag}.
     *
     * @param pullSecrets names of secrets in the namespace
     */
    public record Images(String prefix, String tag, String pullPolicy, List<String> pullSecrets) {
        public Images {
            pullSecrets = List.copyOf(pullSecrets);
        }
    }

    /**
     * What a session may use, in the cluster's own notation for CPUs.
     *
     * @param roomMemoryBytes of the container in which programs run
     * @param runnerMemoryBytes of the container beside it
     * @param cpuRequest what is set aside on a node, so how many sessions share one
     * @param roomCpuLimit the most that programs get
     */
    public record Sizes(
            long roomMemoryBytes,
            long runnerMemoryBytes,
            String cpuRequest,
            String roomCpuLimit,
            String runnerCpuLimit,
            int processes) {}

    /**
     * Where a session's files are.
     *
     * @param claims whether each project has a volume that outlives its sessions; else the files are gone with the pod, but for what
     *     the object store has
     * @param storageClass of these volumes; the cluster's own choice when empty
     */
    public record Disk(long bytes, int files, boolean claims, Optional<String> storageClass) {}

    /**
     * How pods are confined, as far as clusters differ.
     *
     * @param uid of everything in a pod, and its group
     * @param hostUsers whether uids in a pod are the node's uids; empty says nothing of it in the pod
     * @param roomSeccomp the profile, on the nodes, of the container that holds a room; empty leaves it without one
     * @param tunDevice an extended resource that brings {@code /dev/net/tun}, which a room with a network needs
     * @param warmPriorityClass of pods that wait, which they keep when a session has them
     */
    public record Hardening(
            int uid,
            Optional<Boolean> hostUsers,
            Optional<String> roomSeccomp,
            Optional<String> tunDevice,
            Optional<String> runtimeClass,
            Optional<String> priorityClass,
            Optional<String> warmPriorityClass) {}

    /**
     * Who reaches a runner, and what a program reaches.
     *
     * @param gatewayPods labels of the server's pods in the same namespace
     * @param gatewayNamespace where these pods are, if not in the sessions' namespace
     * @param ingressNamespace where the ingress controller's pods are
     * @param ingressHost what a session's Ingress serves; {@code ${environment}} stands for its name. Without it, an Ingress serves all hosts
     * @param ingressPath in the same manner
     * @param ingressAnnotations for the controller, which has to ask the server to sign each request
     * @param deniedCidrs what the internet is not, besides private and link-local addresses
     */
    public record Access(
            Way way,
            int port,
            Map<String, String> gatewayPods,
            Optional<String> gatewayNamespace,
            Optional<String> ingressNamespace,
            Optional<String> ingressClass,
            Optional<String> ingressHost,
            String ingressPath,
            Map<String, String> ingressAnnotations,
            List<String> deniedCidrs) {
        public Access {
            gatewayPods = Map.copyOf(gatewayPods);
            ingressAnnotations = Map.copyOf(ingressAnnotations);
            deniedCidrs = List.copyOf(deniedCidrs);
        }
    }

    /**
     * How long things may take.
     *
     * @param life of a session, which the cluster itself enforces; a little more than what the server allows
     * @param stalled how long a starting pod may stand still
     * @param pulling how long it may take to fetch an image
     * @param grace from the order to end until a pod is killed
     * @param drain the part of it in which the runner waits for its files to be fetched
     * @param relist how often everything is listed anew, whatever the watches say
     * @param warmLife how long a warm pod waits before it is replaced
     */
    public record Patience(
            Duration life,
            Duration stalled,
            Duration pulling,
            Duration grace,
            Duration drain,
            Duration relist,
            Duration warmLife) {}

    public KubernetesConfig {
        warm = Map.copyOf(warm);
        List<String> problems = new ArrayList<>();
        require(
                problems,
                LABEL.matcher(namespace).matches(),
                "namespace '" + namespace + "' is no name of a namespace");
        require(problems, LABEL.matcher(instance).matches(), "instance '" + instance + "' is no value of a label");
        require(
                problems,
                hardening.uid() >= LOWEST_UID,
                "uid " + hardening.uid() + " is one that a system may use, allowed are " + LOWEST_UID + " and above");
        require(
                problems,
                !(isolation == Isolation.ROOM && network == Network.INTERNET)
                        || hardening.tunDevice().isPresent(),
                "a room with a network needs a tun-device: name the resource that brings it, or choose isolation pod or network off");
        require(
                problems,
                isolation == Isolation.POD
                        || hardening.hostUsers().filter(host -> !host).isPresent(),
                "isolation room needs host-users false: without a user namespace of the pod's own there is no room in it");
        require(
                problems,
                warm.isEmpty() || !disk.claims(),
                "warm pods cannot take up a project's volume: use either warm or claims");
        require(
                problems,
                access.way() == Way.GATEWAY || access.ingressNamespace().isPresent(),
                "an ingress needs ingress-namespace, or its controller reaches no session");
        require(
                problems,
                patience.drain().compareTo(patience.grace()) < 0,
                "drain " + patience.drain() + " must be less than grace " + patience.grace());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("kubernetes: " + String.join("; ", problems));
        }
    }

    private static void require(List<String> problems, boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    /** Without warm pods, through the gateway, without a network, each session in a room. */
    public static KubernetesConfig defaults(String namespace, String imagePrefix, String tag) {
        return new KubernetesConfig(
                namespace,
                "codearena",
                Isolation.ROOM,
                Network.OFF,
                new Images(imagePrefix, tag, "IfNotPresent", List.of()),
                new Sizes(1L << 30, 384L << 20, "100m", "1", "500m", 256),
                new Disk(1L << 30, 50_000, false, Optional.empty()),
                new Hardening(
                        10_001,
                        Optional.of(false),
                        Optional.of("profiles/codearena-room.json"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new Access(
                        Way.GATEWAY,
                        8090,
                        Map.of("app.kubernetes.io/name", "codearena", "app.kubernetes.io/component", "server"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "/",
                        Map.of(),
                        List.of()),
                new Patience(
                        Duration.ofHours(12),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(20),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(5),
                        Duration.ofHours(24)),
                Map.of(),
                200,
                Optional.empty());
    }

    /** For a cluster whose pods have no user namespaces and are held to the restricted standard. */
    public KubernetesConfig isolatedByPod() {
        Hardening plain = new Hardening(
                hardening.uid(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                hardening.runtimeClass(),
                hardening.priorityClass(),
                hardening.warmPriorityClass());
        return with(Isolation.POD, network, plain, disk, access, warm, templates);
    }

    public KubernetesConfig withNetwork(Network other) {
        return with(isolation, other, hardening, disk, access, warm, templates);
    }

    public KubernetesConfig withHardening(Hardening other) {
        return with(isolation, network, other, disk, access, warm, templates);
    }

    public KubernetesConfig withDisk(Disk other) {
        return with(isolation, network, hardening, other, access, warm, templates);
    }

    public KubernetesConfig withAccess(Access other) {
        return with(isolation, network, hardening, disk, other, warm, templates);
    }

    public KubernetesConfig withWarm(Map<String, Integer> counts) {
        return with(isolation, network, hardening, disk, access, counts, templates);
    }

    public KubernetesConfig withTemplates(Path directory) {
        return with(isolation, network, hardening, disk, access, warm, Optional.of(directory));
    }

    public KubernetesConfig withPatience(Patience other) {
        return new KubernetesConfig(
                namespace, instance, isolation, network, images, sizes, disk, hardening, access, other, warm, most,
                templates);
    }

    private KubernetesConfig with(
            Isolation kind,
            Network reach,
            Hardening hard,
            Disk where,
            Access how,
            Map<String, Integer> counts,
            Optional<Path> from) {
        return new KubernetesConfig(
                namespace, instance, kind, reach, images, sizes, where, hard, how, patience, counts, most, from);
    }
}
