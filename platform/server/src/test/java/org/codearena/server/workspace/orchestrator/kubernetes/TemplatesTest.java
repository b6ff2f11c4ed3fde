package org.codearena.server.workspace.orchestrator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.codearena.server.infra.kubernetes.Template;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Access;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Disk;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
    private static final KubernetesConfig CONFIG = KubernetesConfig.defaults("sessions", "registry.example/ca/", "1.2");
    private static final Secret KEY = new Secret("5ec2e7".repeat(10) + "abcd");

    private final Wanted wanted =
            new Wanted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "python", "runner-python");
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    private Pod pod(KubernetesConfig config) {
        return Templates.load(config).pod("pod", wanted);
    }

    private static Stream<Container> containers(Pod pod) {
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream());
    }

    private static Container container(Pod pod, String name) {
        return containers(pod)
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void podIsHardenedWhateverTheStandardAsks() {
        PodSpec spec = pod(CONFIG).getSpec();
        assertEquals(false, spec.getAutomountServiceAccountToken());
        assertEquals(false, spec.getEnableServiceLinks());
        assertEquals(false, spec.getHostUsers());
        assertEquals("Never", spec.getRestartPolicy());
        assertEquals(30, spec.getTerminationGracePeriodSeconds());
        assertEquals(CONFIG.patience().life().toSeconds(), spec.getActiveDeadlineSeconds());
        assertTrue(spec.getSecurityContext().getRunAsUser() >= 10_000);
        assertTrue(spec.getSecurityContext().getRunAsGroup() >= 10_000);
        assertEquals(
                spec.getSecurityContext().getRunAsUser(),
                spec.getSecurityContext().getFsGroup());
        containers(pod(CONFIG)).forEach(container -> {
            assertEquals(true, container.getSecurityContext().getReadOnlyRootFilesystem(), container.getName());
            Map<String, Quantity> limits = container.getResources().getLimits();
            assertTrue(limits.keySet().containsAll(List.of("cpu", "memory", "ephemeral-storage")), limits.toString());
        });
        spec.getVolumes().stream()
                .filter(volume -> volume.getEmptyDir() != null)
                .forEach(volume -> assertTrue(volume.getEmptyDir().getSizeLimit() != null, volume.getName()));
        assertEquals(
                "false",
                pod(CONFIG).getMetadata().getAnnotations().get("cluster-autoscaler.kubernetes.io/safe-to-evict"));
    }

    @Test
    void runnerOutlivesTheRoomAndIsReadyWhenItSaysSo() {
        Container runner = container(pod(CONFIG), "runner");
        assertEquals("Always", runner.getRestartPolicy());
        assertEquals("/health/ready", runner.getReadinessProbe().getHttpGet().getPath());
        assertTrue(
                runner.getArgs().containsAll(List.of("--drain-seconds", "20")),
                runner.getArgs().toString());
    }

    @Test
    void onlyTheRunnerSeesTheKeyAndNoVariableHoldsOne() {
        Pod pod = pod(CONFIG);
        assertEquals(
                List.of("runner"),
                containers(pod)
                        .filter(container -> container.getVolumeMounts().stream()
                                .map(VolumeMount::getName)
                                .anyMatch("key"::equals))
                        .map(Container::getName)
                        .toList());
        containers(pod).forEach(container -> {
            assertEquals(List.of(), container.getEnv());
            assertEquals(List.of(), container.getEnvFrom());
        });
        Templates templates = Templates.load(CONFIG);
        String others = Stream.<HasMetadata>of(
                        pod,
                        templates.service(wanted),
                        templates.ingress(wanted),
                        templates.claim(wanted),
                        templates.policy())
                .map(serialization::asJson)
                .reduce("", String::concat);
        assertFalse(others.contains(KEY.value()));
        assertTrue(templates.secret(wanted, KEY).getImmutable());
    }

    @Test
    void selectorsFindThePodAndNothingElse() {
        Templates templates = Templates.load(CONFIG);
        Map<String, String> labels = pod(CONFIG).getMetadata().getLabels();
        Map<String, String> selector = templates.service(wanted).getSpec().getSelector();
        assertTrue(labels.entrySet().containsAll(selector.entrySet()));
        Pod other = templates.pod(
                "other", new Wanted(UUID.randomUUID(), wanted.project(), wanted.owner(), "python", "runner-python"));
        assertFalse(other.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()));
        Pod warm = templates.warmPod("warm", "runner-python");
        assertFalse(warm.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()));
        Map<String, String> fenced =
                templates.policy().getSpec().getPodSelector().getMatchLabels();
        assertTrue(labels.entrySet().containsAll(fenced.entrySet()));
        assertTrue(warm.getMetadata().getLabels().entrySet().containsAll(fenced.entrySet()));
        assertEquals(
                templates
                        .ingress(wanted)
                        .getSpec()
                        .getRules()
                        .getFirst()
                        .getHttp()
                        .getPaths()
                        .getFirst()
                        .getBackend()
                        .getService()
                        .getName(),
                templates.service(wanted).getMetadata().getName());
    }

    @Test
    void warmPodDiffersFromASessionsInWhatCanStillChange() {
        Templates templates = Templates.load(CONFIG);
        Pod warm = templates.warmPod("pod", "runner-python");
        Pod taken = templates.pod("pod", wanted);
        assertFalse(warm.getMetadata().getLabels().containsKey(Names.SESSION));
        assertNull(warm.getSpec().getActiveDeadlineSeconds());
        assertEquals(
                warm.getMetadata().getLabels().get(Names.REVISION),
                taken.getMetadata().getLabels().get(Names.REVISION));
        assertNotEquals(templates.revision("runner-python"), templates.revision("runner-java"));
        assertEquals("true", warm.getMetadata().getAnnotations().get("cluster-autoscaler.kubernetes.io/safe-to-evict"));
    }

    @Test
    void networkIsShutUnlessItIsOpened() {
        NetworkPolicy shut = Templates.load(CONFIG).policy();
        assertEquals(List.of("Ingress", "Egress"), shut.getSpec().getPolicyTypes());
        assertEquals(List.of(), shut.getSpec().getEgress());
        assertEquals(
                CONFIG.access().gatewayPods(),
                shut.getSpec()
                        .getIngress()
                        .getFirst()
                        .getFrom()
                        .getFirst()
                        .getPodSelector()
                        .getMatchLabels());
        assertEquals(
                CONFIG.access().port(),
                shut.getSpec()
                        .getIngress()
                        .getFirst()
                        .getPorts()
                        .getFirst()
                        .getPort()
                        .getIntVal());
    }

    @Test
    void internetIsNeitherPrivateNorMetadataNorWhatIsDenied() {
        Access access = CONFIG.access();
        KubernetesConfig open = CONFIG.isolatedByPod()
                .withNetwork(Network.INTERNET)
                .withAccess(new Access(
                        access.way(),
                        access.port(),
                        access.gatewayPods(),
                        Optional.of("codearena"),
                        access.ingressNamespace(),
                        access.ingressClass(),
                        access.ingressHost(),
                        access.ingressPath(),
                        access.ingressAnnotations(),
                        List.of("203.0.113.0/24")));
        NetworkPolicy policy = Templates.load(open).policy();
        IPBlock internet = policy.getSpec().getEgress().stream()
                .flatMap(rule -> rule.getTo().stream())
                .map(peer -> peer.getIpBlock())
                .filter(block -> block != null && block.getCidr().equals("0.0.0.0/0"))
                .findFirst()
                .orElseThrow();
        assertTrue(internet.getExcept()
                .containsAll(
                        List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "203.0.113.0/24")));
        boolean mail = policy.getSpec().getEgress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .anyMatch(port ->
                        port.getEndPort() != null && port.getPort().getIntVal() <= 25 && port.getEndPort() >= 25);
        assertFalse(mail);
        assertEquals(
                Map.of("kubernetes.io/metadata.name", "codearena"),
                policy.getSpec()
                        .getIngress()
                        .getFirst()
                        .getFrom()
                        .getFirst()
                        .getNamespaceSelector()
                        .getMatchLabels());
    }

    @ParameterizedTest
    @CsvSource({"${environment}.sessions.example.net, /", "'', /s/${environment}/"})
    void ingressIsRoutedByHostOrByPath(String host, String path) {
        Ingress ingress = Templates.load(CONFIG.withAccess(Configs.throughIngress(CONFIG.access(), host, path)))
                .ingress(wanted);
        var rule = ingress.getSpec().getRules().getFirst();
        String name = Names.environment(wanted.session());
        assertEquals(host.isEmpty() ? null : name + ".sessions.example.net", rule.getHost());
        assertEquals(
                path.replace("${environment}", name),
                rule.getHttp().getPaths().getFirst().getPath());
    }

    @Test
    void diskIsADirectoryOfThePodOrAVolumeOfTheProject() {
        Pod plain = pod(CONFIG);
        assertTrue(plain.getSpec().getVolumes().stream().allMatch(volume -> volume.getPersistentVolumeClaim() == null));
        KubernetesConfig config =
                CONFIG.withDisk(new Disk(CONFIG.disk().bytes(), CONFIG.disk().files(), true, Optional.empty()));
        Pod kept = pod(config);
        assertEquals(
                List.of(Names.claim(wanted.project())),
                kept.getSpec().getVolumes().stream()
                        .filter(volume -> volume.getPersistentVolumeClaim() != null)
                        .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
                        .toList());
        assertNull(Templates.load(config).claim(wanted).getSpec().getStorageClassName());
    }

    @Test
    void valueIsDataWhateverItHolds() {
        Template template = Template.parse("a: ${x}\nb: 'is ${x}'\nc: [\"${x}\"]\n");
        String hostile = "x: {y: 1}\n- '\"}] # ${z}";
        assertEquals(
                Map.of("a", hostile, "b", "is " + hostile, "c", List.of(hostile)),
                template.fill(Map.of("x", Optional.of(hostile))));
        assertEquals(Map.of("c", List.of()), template.fill(Map.of("x", Optional.empty())));
        assertEquals(7, template.fill(Map.of("x", Optional.of(7))).get("a"));
        assertEquals("is 7", template.fill(Map.of("x", Optional.of(7))).get("b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "pod.yaml | kind: Pod | kind: Pot | must be of kind Pod",
                "pod.yaml | ${language} | ${tongue} | which is unknown",
                "pod.yaml | ${language} | ${runnerKey} | for secret.yaml alone",
                "pod.yaml | codearena.org/session: ${session} | a: b | lacks the label codearena.org/session",
                "pod.yaml | automountServiceAccountToken: false | a: b | automountServiceAccountToken",
                "pod.yaml | restartPolicy: Always | a: b | must have the init container runner",
                "pod.yaml | - name: hatch@          mountPath | - name: key@          mountPath | must not mount the secret volume key",
                "pod.yaml | hostUsers: ${hostUsers} | hostNetwork: true | must not have hostNetwork",
                "pod.yaml | terminationGracePeriodSeconds: ${graceSeconds} | hostname: ${session} | a spec that depends on the session",
                "pod.yaml | image: ${image} | image: *image | is no YAML",
                "service.yaml | codearena.org/environment: ${environment}@  ports | a: b@  ports | must select the pod",
                "networkpolicy.yaml | [Ingress, Egress] | [Ingress] | must be for Ingress and Egress",
                "secret.yaml | metadata: | metadata: [ | is no YAML",
                "pvc.yaml | codearena.org/project: ${project} | a: b | lacks the label codearena.org/project",
                "ingress.yaml | metadata:@  name: | metadata:@  namespace: other@  name: | must name no namespace",
            })
    void brokenTemplateIsRefusedWithItsReason(
            String file, String part, String instead, String says, @TempDir Path directory) throws IOException {
        String whole = builtIn(file);
        String found = part.replace("@", "\n");
        assertTrue(whole.contains(found), found);
        Files.writeString(directory.resolve(file), whole.replace(found, instead.replace("@", "\n")));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Templates.load(CONFIG.withTemplates(directory)));
        assertTrue(String.valueOf(refused.getMessage()).contains(file), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).contains(says), refused.getMessage());
    }

    @Test
    void allThatIsWrongIsSaidAtOnce(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("pod.yaml"), "kind: [");
        Files.writeString(
                directory.resolve("service.yaml"), builtIn("service.yaml").replace("${port}", "${door}"));
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> Templates.load(CONFIG.withTemplates(directory)))
                        .getMessage());
        assertTrue(message.contains("pod.yaml") && message.contains("service.yaml names ${door}"), message);
    }

    @Test
    void operatorsOwnTemplateIsTaken(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("pod.yaml"),
                builtIn("pod.yaml")
                        .replace("spec:\n  restartPolicy", "spec:\n  nodeSelector: {pool: sessions}\n  restartPolicy"));
        assertEquals(
                Map.of("pool", "sessions"),
                pod(CONFIG.withTemplates(directory)).getSpec().getNodeSelector());
        assertNotEquals(
                Templates.load(CONFIG).revision("image"),
                Templates.load(CONFIG.withTemplates(directory)).revision("image"));
    }

    @Test
    void configurationThatCannotWorkIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> CONFIG.withNetwork(Network.INTERNET));
        assertTrue(String.valueOf(refused.getMessage()).contains("tun-device"), refused.getMessage());
    }

    private static String builtIn(String file) throws IOException {
        try (InputStream in = Templates.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
