package org.codearena.server.infra.kubernetes;

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
import java.net.HttpURLConnection;
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

/**
 * The API of a cluster that has nothing else: it keeps objects and tells of changes, with answers that can be made to fail; and it writes
 * down who asks for what.
 */
public final class TestApi implements AutoCloseable {
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
    private final String namespace;
    private final KubernetesClient own;
    private volatile Predicate<RecordedRequest> failing = _ -> false;
    private volatile int failure = 500;

    public TestApi(String namespace) {
        this.namespace = namespace;
        CHATTER.setLevel(Level.WARNING);
        server.init();
        own = client(server.getPort(), "test");
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
                             "message": "pods \\"x\\" is forbidden: exceeded quota: %s"}""".formatted(failure, namespace));
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

    public int port() {
        return server.getPort();
    }

    /** A client as the server has one; it is to be closed. */
    public KubernetesClient client() {
        return client(server.getPort());
    }

    /** The same, by way of another port. */
    public KubernetesClient client(int port) {
        return client(port, "under-test");
    }

    private KubernetesClient client(int port, String name) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + port)
                .withNamespace(namespace)
                .withUserAgent(name)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(20)
                .withRequestTimeout(PATIENCE_MS)
                .withConnectionTimeout(PATIENCE_MS)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** For the test's own looks at objects, which never fail and are not written down. */
    public KubernetesClient objects() {
        return own;
    }

    /** What was asked for, as a Role would grant it. */
    public Set<String> verbs() {
        return verbs;
    }

    /** From now on this is the answer to a GET: the objects that are kept know of no selectors of fields. */
    public void answer(String path, Object with) {
        server.expect()
                .get()
                .withPath(path)
                .andReturn(HttpURLConnection.HTTP_OK, with)
                .always();
    }

    public void fail(int code, Predicate<RecordedRequest> which) {
        failure = code;
        failing = which;
    }

    public void work() {
        failing = _ -> false;
    }

    @Override
    public void close() {
        own.close();
        server.destroy();
        ends.forEach(Thread::startVirtualThread);
    }
}
