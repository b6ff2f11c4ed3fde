package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.codearena.server.infra.kubernetes.TestApi;

/**
 * A cluster without nodes of its own: an API over a wire that can be cut; a {@link TestKubelet} for all nodes; and the collector of what
 * has no owner any more.
 */
final class TestCluster implements AutoCloseable {
    static final String NAMESPACE = "sessions";

    private final TestApi api = new TestApi(NAMESPACE);
    private final KubernetesClient own = api.objects();
    private final Wire wire = new Wire(api.port());
    private final TestKubelet kubelet;

    TestCluster(int runnerPort) {
        own.configMaps().inNamespace(NAMESPACE).inform(Gone.handler(this::collect));
        kubelet = new TestKubelet(own, runnerPort);
    }

    /** A client as the server has one; it is to be closed. */
    KubernetesClient client() {
        return api.client(wire.port());
    }

    /** For the test's own looks at objects, past the wire. */
    KubernetesClient objects() {
        return own;
    }

    TestKubelet kubelet() {
        return kubelet;
    }

    Wire wire() {
        return wire;
    }

    /** What was asked for, as a Role would grant it. */
    Set<String> verbs() {
        return api.verbs();
    }

    void fail(int code, Predicate<RecordedRequest> which) {
        api.fail(code, which);
    }

    void work() {
        api.work();
    }

    /** What owner references are for. */
    private void collect(HasMetadata owner) {
        String uid = owner.getMetadata().getUid();
        Stream.<List<? extends HasMetadata>>of(
                        own.pods().inNamespace(NAMESPACE).list().getItems(),
                        own.secrets().inNamespace(NAMESPACE).list().getItems(),
                        own.services().inNamespace(NAMESPACE).list().getItems(),
                        own.configMaps().inNamespace(NAMESPACE).list().getItems(),
                        own.network()
                                .v1()
                                .ingresses()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems())
                .flatMap(List::stream)
                .filter(object -> object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(reference -> reference.getUid().equals(uid)))
                .forEach(object -> own.resource(object).delete());
    }

    @Override
    public void close() {
        kubelet.close();
        wire.close();
        api.close();
    }
}
