package org.codearena.runner.workspace;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.websocket.WsConfig;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import org.codearena.contract.workspace.Notice;
import org.codearena.contract.workspace.WorkspaceOpen;
import org.codearena.runner.http.Admission;
import org.codearena.runner.http.Failures;
import org.codearena.runner.http.Json;
import org.codearena.runner.http.Problem;
import org.codearena.runner.signature.Signature;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP server of a workspace. */
public final class WorkspaceApi implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 1_024;
    private static final int MAX_TARGET = 16 << 10;
    private static final int MAX_HEADERS = 64 << 10;
    private static final int USUAL_CLOSE = 1001;
    /** Long, because a client may send on a connection in the moment in which it is closed as idle. */
    private static final Duration IDLE_TIMEOUT = Duration.ofHours(1);

    private final Workspace workspace;
    private final Json json;
    private final WebServer server;
    private volatile boolean draining;

    private WorkspaceApi(SocketAddress address, Workspace workspace, Signature signature, JsonMapper mapper) {
        this.workspace = workspace;
        this.json = new Json(mapper);
        Failures failures = new Failures(json);
        Preview preview = new Preview(workspace);
        WsConfig sockets = WsConfig.builder().maxFrameLength(Frame.MAX_BYTES).build();
        Upgrades upgrades = new Upgrades(sockets, workspace, signature, new Requests(workspace, mapper), preview);
        this.server = WebServer.builder()
                .bindAddress(address)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(IDLE_TIMEOUT)
                .shutdownHook(false)
                .directHandlers(failures.directHandlers())
                .protocolsDiscoverServices(false)
                .addProtocol(sockets)
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(Http1Config.builder()
                                .maxPrologueLength(MAX_TARGET)
                                .maxHeadersSize(MAX_HEADERS)
                                .build())
                        .addUpgrader(upgrades)
                        .build())
                .routing(routing -> route(routing, failures, signature, preview))
                .build()
                .start();
    }

    /** Serves from now on. */
    public static WorkspaceApi start(
            SocketAddress address, Workspace workspace, Signature signature, JsonMapper mapper) {
        return new WorkspaceApi(address, workspace, signature, mapper);
    }

    /** The port, where the address is one with ports. */
    public int port() {
        return server.port();
    }

    private void route(HttpRouting.Builder routing, Failures failures, Signature signature, Preview preview) {
        routing.addFilter(new Admission(signature))
                .get(
                        "/health/live",
                        (request, response) ->
                                response.status(Status.NO_CONTENT_204).send())
                .get("/health/ready", this::ready)
                .post("/workspace", this::open)
                .get("/activity", (request, response) -> json.send(response, workspace.activity()))
                .post("/notice", this::notice)
                .delete("/clients", this::closeClients)
                .get(Upgrades.CONNECT, this::refuseConnect)
                .register(new FileRoutes(workspace, json))
                .any("/preview/*", preview::forward)
                .any((request, response) -> {
                    throw Problem.unknownPath(
                            request.prologue().method().text(), request.path().path());
                })
                .error(Throwable.class, failures::answer);
    }

    private void ready(ServerRequest request, ServerResponse response) {
        if (draining || !workspace.mayServe()) {
            throw Problem.of(
                    Status.SERVICE_UNAVAILABLE_503,
                    "not-ready",
                    draining ? "the runner is stopping" : "the room is gone");
        }
        json.send(response, workspace.readiness());
    }

    private void open(ServerRequest request, ServerResponse response) throws IOException {
        if (!workspace.open(json.read(request, WorkspaceOpen.class))) {
            throw Problem.of(Status.CONFLICT_409, "opened-already", "this is the workspace of another session");
        }
        json.send(response, workspace.state());
    }

    private void notice(ServerRequest request, ServerResponse response) throws IOException {
        Notice notice = json.read(request, Notice.class);
        if (notice.kind().equals("kept") && !notice.text().matches("[0-9]{1,18}")) {
            throw Problem.malformed("'" + notice.text() + "' is no revision");
        }
        workspace.notice(notice);
        response.status(Status.NO_CONTENT_204).send();
    }

    private void closeClients(ServerRequest request, ServerResponse response) {
        request.query()
                .first("login")
                .asOptional()
                .ifPresentOrElse(workspace.clients()::closeLogin, () -> closeAllClients(request));
        response.status(Status.NO_CONTENT_204).send();
    }

    private void closeAllClients(ServerRequest request) {
        String code = request.query().first("code").orElse(Integer.toString(USUAL_CLOSE));
        if (!code.matches("1001|4[0-9]{3}")) {
            throw Problem.malformed("'code' is '" + code + "', allowed are 1001 and 4000 to 4999");
        }
        String reason = request.query().first("reason").orElse("");
        workspace.clients().closeAll(Integer.parseInt(code), reason);
    }

    private void refuseConnect(ServerRequest request, ServerResponse response) {
        if (!workspace.isOpen()) {
            throw Problem.of(Status.CONFLICT_409, "waiting", "this is no session's workspace yet");
        }
        response.header(HeaderNames.UPGRADE, "websocket");
        throw Problem.of(
                Status.UPGRADE_REQUIRED_426,
                "upgrade-required",
                "this is a WebSocket, version 13, of the subprotocol " + Upgrades.SUBPROTOCOL);
    }

    /** Takes no more work: says so to who asks, and to clients. */
    public void drain() {
        draining = true;
        workspace.clients().closeAll(USUAL_CLOSE, "the runner is stopping");
    }

    /** Waits until all clients have gone, so long at most. */
    public void awaitClients(Duration most) {
        workspace.clients().awaitNone(most);
    }

    /** Takes no more requests. */
    @Override
    public void close() {
        server.stop();
    }
}
