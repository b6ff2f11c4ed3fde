package org.codearena.server.workspace.orchestrator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Isolation;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Network;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesSettingsTest {
    @TempDir
    private Path directory;

    private KubernetesConfig read(String yaml) {
        try {
            Path file = Files.writeString(directory.resolve("sessions.yaml"), yaml);
            return KubernetesSettings.read(Optional.of(file), Optional.empty(), directory.resolve("none"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private String refused(String yaml) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(yaml)).getMessage());
    }

    @Test
    void withoutAFileAPodTakesItsOwnNamespaceAndAllDefaults() throws IOException {
        Path own = Files.writeString(directory.resolve("namespace"), "arena-sessions\n");
        assertEquals(
                KubernetesConfig.defaults("arena-sessions", "", "latest"),
                KubernetesSettings.read(Optional.empty(), Optional.empty(), own));
    }

    @Test
    void outsideOfAPodTheNamespaceHasToBeSaid() {
        assertTrue(refused("most: 3").contains("namespace is missing"));
    }

    @Test
    void anEmptyFileIsOneThatSaysNothing() throws IOException {
        Path own = Files.writeString(directory.resolve("namespace"), "arena");
        Path empty = Files.writeString(directory.resolve("empty.yaml"), "# nothing\n");
        assertEquals(
                KubernetesConfig.defaults("arena", "", "latest"),
                KubernetesSettings.read(Optional.of(empty), Optional.empty(), own));
    }

    @Test
    void everyKeyIsTaken() {
        KubernetesConfig config = read("""
                namespace: sessions
                instance: prod
                isolation: room
                network: internet
                images: {prefix: registry.example.org/arena/, tag: "1.10", pull-policy: Always, pull-secrets: [puller]}
                sizes:
                  room-memory-bytes: 2Gi
                  runner-memory-bytes: 400000000
                  cpu-request: 250m
                  room-cpu-limit: "2"
                  runner-cpu-limit: 750m
                  processes: 300
                disk: {bytes: 512Mi, files: 1000, claims: true, storage-class: fast}
                hardening:
                  uid: 20000
                  host-users: false
                  room-seccomp: profiles/own.json
                  tun-device: example.org/tun
                  runtime-class: gvisor
                  priority-class: people
                  warm-priority-class: waiting
                access:
                  way: ingress
                  port: 9000
                  gateway-pods: {app: arena}
                  gateway-namespace: arena
                  ingress-namespace: traefik
                  ingress-class: traefik
                  ingress-host: ${environment}.example.org
                  ingress-path: /s
                  ingress-annotations: {example.org/auth: "yes"}
                  denied-cidrs: [203.0.113.0/24]
                patience: {life: 8h, stalled: 3m, pulling: 10m, grace: 45s, drain: 30s, relist: 1m, warm-life: 2h}
                most: 50
                """);
        assertEquals("sessions", config.namespace());
        assertEquals("prod", config.instance());
        assertEquals(Isolation.ROOM, config.isolation());
        assertEquals(Network.INTERNET, config.network());
        assertEquals(
                new KubernetesConfig.Images("registry.example.org/arena/", "1.10", "Always", List.of("puller")),
                config.images());
        assertEquals(new KubernetesConfig.Sizes(2L << 30, 400_000_000, "250m", "2", "750m", 300), config.sizes());
        assertEquals(new KubernetesConfig.Disk(512L << 20, 1_000, true, Optional.of("fast")), config.disk());
        assertEquals(
                new KubernetesConfig.Hardening(
                        20_000,
                        Optional.of(false),
                        Optional.of("profiles/own.json"),
                        Optional.of("example.org/tun"),
                        Optional.of("gvisor"),
                        Optional.of("people"),
                        Optional.of("waiting")),
                config.hardening());
        assertEquals(
                new KubernetesConfig.Access(
                        Way.INGRESS,
                        9_000,
                        Map.of("app", "arena"),
                        Optional.of("arena"),
                        Optional.of("traefik"),
                        Optional.of("traefik"),
                        Optional.of("${environment}.example.org"),
                        "/s",
                        Map.of("example.org/auth", "yes"),
                        List.of("203.0.113.0/24")),
                config.access());
        assertEquals(Duration.ofHours(8), config.patience().life());
        assertEquals(Duration.ofSeconds(45), config.patience().grace());
        assertEquals(50, config.most());
    }

    @Test
    void warmPodsAreCountedByImage() {
        assertEquals(
                Map.of("codearena-python", 2),
                read("{namespace: a, warm: {codearena-python: 2}}").warm());
    }

    @Test
    void isolationByThePodNeedsNothingElseSaid() {
        assertEquals(
                KubernetesConfig.defaults("a", "", "latest").isolatedByPod(), read("{namespace: a, isolation: pod}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "namspace: a | the key 'namspace' is unknown, known are",
                "sizes: {rooms: 3} | the key 'sizes.rooms' is unknown, known are",
                "sizes: 3 | sizes must be a map",
                "templates: /x | the key 'templates' is unknown",
                "isolation: jail | isolation cannot be taken",
                "most: many | most cannot be taken",
                "sizes: {room-memory-bytes: 1GB} | sizes.room-memory-bytes cannot be taken",
                "patience: {life: forever} | it is 'forever', allowed are times such as",
                "patience: {drain: 2h} | drain PT2H must be less than grace",
                "network: internet | a room with a network needs a tun-device",
                "[a, b] | must hold a map of keys to values",
                "a: [ | is no YAML that we take"
            })
    void whatIsWrongIsNamed(String yaml, String said) {
        String message = refused(yaml.startsWith("[") || yaml.equals("a: [") ? yaml : "namespace: a\n" + yaml);
        assertTrue(message.contains(said), message);
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Path missing = directory.resolve("missing.yaml");
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> KubernetesSettings.read(Optional.of(missing), Optional.empty(), missing));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(missing + " cannot be read"), refused.getMessage());
    }

    @Test
    void anOperatorSeesWhatIsMadeOfTheTemplates() throws IOException {
        Path templates = Files.createDirectory(directory.resolve("templates"));
        Files.writeString(
                templates.resolve("service.yaml"),
                builtInService().replace("metadata:\n", "metadata:\n  annotations: {example.org/own: \"yes\"}\n"));
        String shown =
                TemplatePreview.of(read("{namespace: a, disk: {claims: true}}").withTemplates(templates));
        for (String kind : List.of("NetworkPolicy", "Secret", "Pod", "Service", "PersistentVolumeClaim")) {
            assertTrue(
                    shown.contains("kind: " + kind) || shown.contains("kind: \"" + kind + "\""), kind + " in " + shown);
        }
        assertTrue(shown.contains("example.org/own"), shown);
    }

    private static String builtInService() throws IOException {
        try (InputStream file = Objects.requireNonNull(KubernetesSettings.class.getResourceAsStream("service.yaml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aBrokenTemplateIsRefusedBeforeAnySession() throws IOException {
        Path templates = Files.createDirectory(directory.resolve("templates"));
        Files.writeString(templates.resolve("pod.yaml"), "kind: ${nonsense}\n");
        KubernetesConfig config = read("namespace: a").withTemplates(templates);
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> TemplatePreview.of(config))
                        .getMessage())
                .contains("${nonsense}"));
    }
}
