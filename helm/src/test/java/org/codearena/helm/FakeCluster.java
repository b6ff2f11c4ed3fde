package org.codearena.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** As much of a cluster's API as Helm asks before it makes anything: which version it is, which kinds it has, what is there already. */
final class FakeCluster implements AutoCloseable {
    private static final Map<String, List<String>> KINDS = Map.of(
            "v1",
            List.of("Namespace", "Pod", "Service", "Secret", "ConfigMap", "ServiceAccount", "ResourceQuota"),
            "apps/v1",
            List.of("Deployment", "StatefulSet", "DaemonSet"),
            "policy/v1",
            List.of("PodDisruptionBudget"),
            "networking.k8s.io/v1",
            List.of("NetworkPolicy", "Ingress"),
            "rbac.authorization.k8s.io/v1",
            List.of("Role", "RoleBinding"),
            "autoscaling/v2",
            List.of("HorizontalPodAutoscaler"),
            "storage.k8s.io/v1",
            List.of("StorageClass"));
    private static final List<String> CLUSTER_WIDE = List.of("Namespace", "StorageClass");

    private final Map<String, Object> objects = new ConcurrentHashMap<>();
    private final Map<String, List<String>> kinds = new LinkedHashMap<>(KINDS);
    private final HttpServer server;

    FakeCluster() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        namespace("kube-system", "privileged");
        namespace("contest", "privileged");
        storageClasses(List.of());
    }

    void namespace(String name, String standard) {
        put(
                "/api/v1/namespaces/" + name,
                Map.of(
                        "apiVersion", "v1",
                        "kind", "Namespace",
                        "metadata",
                                Map.of(
                                        "name",
                                        name,
                                        "labels",
                                        Map.of("pod-security.kubernetes.io/enforce", standard))));
    }

    void secret(String name, Map<String, String> data) {
        put(
                "/api/v1/namespaces/contest/secrets/" + name,
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Secret",
                        "metadata",
                        Map.of("name", name, "namespace", "contest"),
                        "data",
                        data));
    }

    void defaultStorageClass() {
        storageClasses(List.of(Map.of(
                "apiVersion", "storage.k8s.io/v1",
                "kind", "StorageClass",
                "provisioner", "example.org/disks",
                "metadata",
                        Map.of(
                                "name",
                                "disks",
                                "annotations",
                                Map.of("storageclass.kubernetes.io/is-default-class", "true")))));
    }

    private void storageClasses(List<Map<String, Object>> items) {
        put(
                "/apis/storage.k8s.io/v1/storageclasses",
                Map.of(
                        "apiVersion",
                        "storage.k8s.io/v1",
                        "kind",
                        "StorageClassList",
                        "metadata",
                        Map.of(),
                        "items",
                        items));
    }

    private void put(String path, Map<String, Object> object) {
        objects.put(path, object);
    }

    /** With which Helm finds it. */
    Path kubeConfig(Path directory) throws IOException {
        return Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: fake, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: fake, user: {}}]
                contexts: [{name: fake, context: {cluster: fake, user: fake, namespace: contest}}]
                current-context: fake
                """.formatted(
                        server.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Object known = objects.get(path);
            Object answer = known == null ? discovered(path) : known;
            send(exchange, answer == null ? 404 : 200, answer == null ? missing(path) : answer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Map<String, Object> missing(String path) {
        return Map.of(
                "apiVersion", "v1",
                "kind", "Status",
                "status", "Failure",
                "reason", "NotFound",
                "code", 404,
                "message", path + " not found");
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] body = Serialization.asJson(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private Object discovered(String path) {
        if (path.equals("/version")) {
            return Map.of("major", "1", "minor", "36", "gitVersion", "v" + Installation.NEWEST);
        }
        if (path.equals("/api")) {
            return Map.of("kind", "APIVersions", "versions", List.of("v1"));
        }
        if (path.equals("/apis")) {
            return Map.of(
                    "kind", "APIGroupList",
                    "apiVersion", "v1",
                    "groups",
                            kinds.keySet().stream()
                                    .filter(version -> version.contains("/"))
                                    .map(FakeCluster::group)
                                    .toList());
        }
        String version = path.replaceFirst("^/apis?/", "");
        return kinds.containsKey(version) ? resources(version) : null;
    }

    private static Map<String, Object> group(String groupVersion) {
        String[] parts = groupVersion.split("/", 2);
        Map<String, String> version = Map.of("groupVersion", groupVersion, "version", parts[1]);
        return Map.of("name", parts[0], "versions", List.of(version), "preferredVersion", version);
    }

    private Map<String, Object> resources(String version) {
        return Map.of(
                "kind",
                "APIResourceList",
                "apiVersion",
                "v1",
                "groupVersion",
                version,
                "resources",
                kinds.get(version).stream().map(FakeCluster::resource).collect(Collectors.toList()));
    }

    private static Map<String, Object> resource(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        String plural = lower.endsWith("s")
                ? lower + "es"
                : lower.endsWith("y") ? lower.replaceFirst("y$", "ies") : lower + "s";
        return Map.of(
                "name", plural,
                "singularName", lower,
                "kind", kind,
                "namespaced", !CLUSTER_WIDE.contains(kind),
                "verbs", List.of("create", "delete", "get", "list", "patch", "update", "watch"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
