package org.codearena.server.workspace.orchestrator.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Access;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Disk;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Hardening;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Isolation;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Network;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Way;

/** What the placeholders of the templates stand for. Every name is always there; what does not apply has no value. */
final class Values {
    /** Placeholders whose value must reach one template only. */
    static final String RUNNER_KEY = "runnerKey";

    private static final long REQUESTED_DISK = 256L << 20;
    private static final List<String> NOT_THE_INTERNET =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10");
    private static final List<String> NOT_THE_INTERNET_V6 = List.of("fc00::/7", "fe80::/10");

    private final KubernetesConfig config;

    Values(KubernetesConfig config) {
        this.config = config;
    }

    /** Of a pod that waits for a session. */
    Map<String, Optional<Object>> warm(String name, String revision, String image) {
        Map<String, Optional<Object>> values = common(image);
        put(values, "name", name);
        put(values, "revision", revision);
        put(values, "safeToEvict", "true");
        values.put(
                "priorityClass",
                text(config.hardening()
                        .warmPriorityClass()
                        .or(() -> config.hardening().priorityClass())));
        return values;
    }

    /** Of a session's pod, which may have waited for it under a name of its own. */
    Map<String, Optional<Object>> session(String pod, String revision, Wanted wanted) {
        Map<String, Optional<Object>> values = common(wanted.image());
        put(values, "name", pod);
        put(values, "revision", revision);
        put(values, "environment", Names.environment(wanted.session()));
        put(values, "session", wanted.session().toString());
        put(values, "project", wanted.project().toString());
        put(values, "owner", wanted.owner().toString());
        put(values, "language", wanted.language());
        put(values, "safeToEvict", "false");
        put(values, "lifeSeconds", config.patience().life().toSeconds());
        put(values, "claim", Names.claim(wanted.project()));
        if (config.disk().claims()) {
            put(values, "diskClaim", Map.of("claimName", Names.claim(wanted.project())));
        }
        values.put("ingressHost", text(config.access().ingressHost().map(host -> named(host, wanted))));
        put(values, "ingressPath", named(config.access().ingressPath(), wanted));
        return values;
    }

    private static String named(String pattern, Wanted wanted) {
        return pattern.replace("${environment}", Names.environment(wanted.session()));
    }

    /** With the key besides, as a secret holds it, for the secret alone. */
    static Map<String, Optional<Object>> withKey(Map<String, Optional<Object>> values, Secret key) {
        Map<String, Optional<Object>> more = new LinkedHashMap<>(values);
        put(more, RUNNER_KEY, Base64.getEncoder().encodeToString(key.value().getBytes(StandardCharsets.US_ASCII)));
        return more;
    }

    private Map<String, Optional<Object>> common(String image) {
        Map<String, Optional<Object>> values = new LinkedHashMap<>();
        for (String absent : List.of(
                "name",
                "environment",
                "revision",
                "session",
                "project",
                "owner",
                "language",
                "claim",
                "lifeSeconds",
                "diskClaim",
                "ingressHost",
                "ingressPath")) {
            values.put(absent, Optional.empty());
        }
        put(values, "instance", config.instance());
        put(values, "policy", Names.policy(config.instance()));
        put(
                values,
                "image",
                config.images().prefix() + image + ":" + config.images().tag());
        put(values, "pullPolicy", config.images().pullPolicy());
        values.put("imagePullSecrets", pullSecrets());
        sizes(values);
        hardening(values, config.hardening());
        disk(values, config.disk());
        access(values, config.access());
        return values;
    }

    private Optional<Object> pullSecrets() {
        List<Map<String, String>> secrets = config.images().pullSecrets().stream()
                .map(name -> Map.of("name", name))
                .toList();
        return secrets.isEmpty() ? Optional.empty() : Optional.of(secrets);
    }

    private void sizes(Map<String, Optional<Object>> values) {
        put(values, "cpuRequest", config.sizes().cpuRequest());
        put(values, "runnerCpuLimit", config.sizes().runnerCpuLimit());
        put(values, "runnerMemoryBytes", String.valueOf(config.sizes().runnerMemoryBytes()));
        put(values, "roomMemoryBytes", String.valueOf(config.sizes().roomMemoryBytes()));
        // What is polled must end programs before the kernel ends the container, and all of them with it.
        put(values, "memoryBytes", config.sizes().roomMemoryBytes() / 8 * 7);
        put(values, "processes", config.sizes().processes());
        put(values, "graceSeconds", config.patience().grace().toSeconds());
        put(values, "drainSeconds", config.patience().drain().toSeconds());
        put(values, "roomLimits", roomLimits());
    }

    private Map<String, Object> roomLimits() {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("cpu", config.sizes().roomCpuLimit());
        limits.put("memory", String.valueOf(config.sizes().roomMemoryBytes()));
        limits.put("ephemeral-storage", String.valueOf(ephemeralBytes()));
        config.hardening().tunDevice().ifPresent(device -> limits.put(device, "1"));
        return limits;
    }

    /** A little more than the disk holds, as the room's own watch over it must be the first to act. */
    private long ephemeralBytes() {
        return config.disk().claims() ? REQUESTED_DISK : config.disk().bytes() / 4 * 5;
    }

    private void hardening(Map<String, Optional<Object>> values, Hardening hardening) {
        put(values, "uid", hardening.uid());
        values.put("hostUsers", hardening.hostUsers().map(Object.class::cast));
        values.put("runtimeClass", text(hardening.runtimeClass()));
        values.put("priorityClass", text(hardening.priorityClass()));
        put(values, "isolation", config.isolation().name().toLowerCase(Locale.ROOT));
        boolean room = config.isolation() == Isolation.ROOM;
        put(values, "shareProcesses", room);
        values.put("roomProcMount", room ? Optional.of("Unmasked") : Optional.empty());
        values.put("roomSeccomp", room ? Optional.of(roomSeccomp(hardening)) : Optional.empty());
    }

    private static Map<String, Object> roomSeccomp(Hardening hardening) {
        return hardening
                .roomSeccomp()
                .<Map<String, Object>>map(profile -> Map.of("type", "Localhost", "localhostProfile", profile))
                .orElse(Map.of("type", "Unconfined"));
    }

    private void disk(Map<String, Optional<Object>> values, Disk disk) {
        put(values, "diskBytes", String.valueOf(disk.bytes()));
        put(values, "diskFiles", disk.files());
        put(values, "diskRequestBytes", String.valueOf(Math.min(REQUESTED_DISK, disk.bytes())));
        values.put("storageClass", text(disk.storageClass()));
        values.put(
                "diskDirectory",
                disk.claims() ? Optional.empty() : Optional.of(Map.of("sizeLimit", String.valueOf(ephemeralBytes()))));
    }

    private void access(Map<String, Optional<Object>> values, Access access) {
        put(values, "port", access.port());
        put(values, "network", config.network().name().toLowerCase(Locale.ROOT));
        values.put("ingressClass", text(access.ingressClass()));
        put(values, "ingressAnnotations", Map.copyOf(access.ingressAnnotations()));
        put(values, "ingressPeers", peers(access));
        put(values, "egressRules", config.network() == Network.OFF ? List.of() : egress(access));
    }

    private static List<Object> peers(Access access) {
        List<Object> peers = new ArrayList<>();
        Map<String, Object> gateway = new LinkedHashMap<>();
        access.gatewayNamespace().ifPresent(name -> gateway.put("namespaceSelector", inNamespace(name)));
        gateway.put("podSelector", Map.of("matchLabels", access.gatewayPods()));
        peers.add(gateway);
        if (access.way() == Way.INGRESS) {
            access.ingressNamespace().ifPresent(name -> peers.add(Map.of("namespaceSelector", inNamespace(name))));
        }
        return peers;
    }

    private static Map<String, Object> inNamespace(String name) {
        return Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", name));
    }

    /** Names, and by TCP all of the internet but mail. */
    private static List<Object> egress(Access access) {
        Map<String, Object> dns = Map.of(
                "to", List.of(Map.of("namespaceSelector", inNamespace("kube-system"))),
                "ports", List.of(Map.of("protocol", "UDP", "port", 53), Map.of("protocol", "TCP", "port", 53)));
        Map<String, Object> internet = Map.of(
                "to",
                List.of(
                        block("0.0.0.0/0", NOT_THE_INTERNET, access, false),
                        block("::/0", NOT_THE_INTERNET_V6, access, true)),
                "ports",
                List.of(
                        Map.of("protocol", "TCP", "port", 1, "endPort", 24),
                        Map.of("protocol", "TCP", "port", 26, "endPort", 65_535)));
        return List.of(dns, internet);
    }

    private static Map<String, Object> block(String all, List<String> usual, Access access, boolean six) {
        List<String> except = new ArrayList<>(usual);
        access.deniedCidrs().stream()
                .filter(cidr -> cidr.contains(":") == six)
                .filter(cidr -> !except.contains(cidr))
                .forEach(except::add);
        return Map.of("ipBlock", Map.of("cidr", all, "except", except));
    }

    private static Optional<Object> text(Optional<String> value) {
        return value.map(Object.class::cast);
    }

    private static void put(Map<String, Optional<Object>> values, String name, Object value) {
        values.put(name, Optional.of(value));
    }
}
