package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the cluster itself tells is looked at before anything is made. */
class ClusterTest {
    private static final String SOME = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});

    @TempDir
    Path work;

    private final FakeCluster cluster;

    ClusterTest() throws IOException {
        cluster = new FakeCluster();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    /** Up to the point at which objects would be made. */
    private void install(Installation installation) throws IOException {
        new Helm(Installation.CHART)
                .install()
                .withName(installation.release())
                .withNamespace(installation.namespace())
                .withKubeConfig(cluster.kubeConfig(work))
                .withValuesFile(Files.writeString(work.resolve("values.yaml"), installation.values()))
                .disableOpenApiValidation()
                .dryRun()
                .withDryRunOption(DryRun.SERVER)
                .call();
    }

    private String refusal(Installation installation) {
        return assertThrows(IllegalStateException.class, () -> install(installation))
                .getMessage();
    }

    private void secrets() {
        cluster.secret("arena-database", Map.of("password", SOME));
        cluster.secret("arena-broker", Map.of("password", SOME));
        cluster.secret("arena-cache", Map.of("password", SOME));
        cluster.secret("arena-admin", Map.of("password", SOME));
        cluster.secret("arena-s3", Map.of("access-key", SOME, "secret-key", SOME));
    }

    @Test
    void clusterThatHasEverythingIsInstalledOn() throws IOException {
        secrets();
        install(Installation.like("external"));
    }

    @Test
    void secretThatIsMissingIsNamedWithItsKeys() {
        String refusal = refusal(Installation.like("external"));
        assertTrue(
                refusal.contains(
                        "the Secret arena-s3 is missing in the namespace contest: make it with access-key and secret-key"),
                refusal);
        assertTrue(refusal.contains("the Secret arena-database is missing"), refusal);
    }

    @Test
    void keyThatIsMissingIsNamedBesideThoseThereAre() {
        secrets();
        cluster.secret("arena-database", Map.of("user", SOME, "pass", SOME));
        String refusal = refusal(Installation.like("external"));
        assertTrue(refusal.contains("the Secret arena-database has no password: it has pass, user"), refusal);
        assertFalse(refusal.contains("arena-broker"), refusal);
    }

    @Test
    void namespaceThatWouldRefuseThePodsIsNamed() {
        secrets();
        cluster.namespace("contest", "restricted");
        String refusal = refusal(Installation.like("external", "runner: {seccompProfile: \"\"}"));
        assertTrue(
                refusal.contains(
                        "the namespace contest enforces the Pod Security standard restricted, and judges' pods meet only privileged"),
                refusal);
    }

    @Test
    void namespaceThatIsRestrictedSuitsWhatIsUsual() throws IOException {
        secrets();
        cluster.namespace("contest", "restricted");
        install(Installation.like("external"));
    }

    @Test
    void namespaceOfSessionsMustBeThere() {
        secrets();
        String refusal = refusal(Installation.like("external", "sessions: {namespace: arena-sessions}"));
        assertTrue(
                refusal.contains(
                        "the namespace arena-sessions is missing: make it, or set sessions.createNamespace=true"),
                refusal);
    }

    @Test
    void trialWithoutAStorageClassIsToldItsChoices() throws IOException {
        String refusal = refusal(Installation.of("dev: {enabled: true}"));
        assertTrue(refusal.contains("the cluster has no default storage class"), refusal);
        install(Installation.of("dev: {enabled: true, persistence: {enabled: false}}"));
        install(Installation.of("dev: {enabled: true, persistence: {storageClass: disks}}"));
        cluster.defaultStorageClass();
        install(Installation.of("dev: {enabled: true}"));
    }

    @Test
    void whoMayNotReadTheClusterCanInstallAllTheSame() throws IOException {
        install(Installation.like("external", "cluster: {inspect: false}"));
    }
}
