package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cluster without nodes of its own: an API that keeps objects and tells of changes, over a wire that can be cut, with answers that can
 * be made to fail; a {@link TestKubelet} for all nodes; and the collector of what has no owner any more.
 */
final class TestCluster implements AutoCloseable {
    static final String NAMESPACE = "sessions";
    private static final int PATIENCE_MS = 30_000;
    /** It tells of every request. */
    private static final Logger CHATTER = Logger.getLogger("io.fabric8.mockwebserver.MockWebServer");

    private static final Pattern PATH =
            Pattern.compile("/api(?:s/[^/]+)?/v1/namespaces/[^/]+/([a-z]+)(/[^?/]+)?(/[a-z]+)?(\\?.*)?");

    private final Map<ServerRequest, Queue<ServerResponse>> expectations = new ConcurrentHashMap<>();
    private final KubernetesMixedDispatcher objects = new KubernetesMixedDispatcher(expectations);
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), new MockWebServer(), expectations, new Gate(), false);
    private final Set<String> verbs = new ConcurrentSkipListSet<>();
    private final Queue<Runnable> ends = new ConcurrentLinkedQueue<>();
    private final KubernetesClient own;
    private final Wire wire;
    private final TestKubelet kubelet;
    private volatile Predicate<RecordedRequest> failing = _ -> false;
    private volatile int failure = 500;

    TestCluster(int runnerPort) {
        CHATTER.setLevel(Level.WARNING);
        server.init();
        wire = new Wire(server.getPort());
        own = client(server.getPort());
        own.configMaps().inNamespace(NAMESPACE).inform(Gone.handler(this::collect));
        kubelet = new TestKubelet(own, runnerPort);
    }

    /** Answers as objects are, unless it is told to fail; and writes down who asks for what. */
    private final class Gate extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            if (isOurs(request)) {
                note(request);
                if (failing.test(request)) {
                    return new MockResponse().setResponseCode(failure).setBody("""
                            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": %d,
                             "message": "pods \\"x\\" is forbidden: exceeded quota: sessions"}""".formatted(failure));
                }
            }
            MockResponse answer = objects.dispatch(request);
            WebSocketListener watch = answer.getWebSocketListener();
            return watch == null
                    ? answer
                    : new MockResponse().withWebSocketUpgrade(new ClosedAtTheEnd(watch, ends::add));
        }

        private boolean isOurs(RecordedRequest request) {
            return String.valueOf(request.getHeader("User-Agent")).startsWith("under-test");
        }

        private void note(RecordedRequest request) {
            Matcher path = PATH.matcher(request.getPath());
            if (path.matches()) {
                verbs.add(path.group(1) + " " + verb(request.getMethod(), path.group(2) != null, request.getPath()));
            } else {
                verbs.add(request.getMethod() + " " + request.getPath());
            }
        }

        private static String verb(String method, boolean named, String path) {
            return switch (method) {
                case "GET" -> named ? "get" : path.contains("watch=true") ? "watch" : "list";
                case "POST" -> "create";
                case "PUT" -> "update";
                case "PATCH" -> "patch";
                case "DELETE" -> named ? "delete" : "deletecollection";
                default -> method;
            };
        }
    }

    /** A client as the server has one; it is to be closed. */
    KubernetesClient client() {
        return client(wire.port());
    }

    private KubernetesClient client(int port) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + port)
                .withNamespace(NAMESPACE)
                .withUserAgent(port == server.getPort() ? "test" : "under-test")
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(20)
                .withRequestTimeout(PATIENCE_MS)
                .withConnectionTimeout(PATIENCE_MS)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
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
        return verbs;
    }

    void fail(int code, Predicate<RecordedRequest> which) {
        failure = code;
        failing = which;
    }

    void work() {
        failing = _ -> false;
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
        own.close();
        wire.close();
        server.destroy();
        ends.forEach(Thread::startVirtualThread);
    }
}
