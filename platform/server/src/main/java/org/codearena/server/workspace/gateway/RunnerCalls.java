package org.codearena.server.workspace.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.codearena.server.execution.RunnerSignature;
import org.codearena.server.infra.http.Field;
import org.codearena.server.infra.http.Peer;
import org.codearena.server.infra.http.Peers;
import org.codearena.server.kernel.Fault;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the gateway itself asks of runners. */
final class RunnerCalls {
    static final Field HOST = new Field("Host", "runner");

    private static final Logger LOG = LoggerFactory.getLogger(RunnerCalls.class);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final Peers peers;
    private final SessionAccess access;

    RunnerCalls(Peers peers, SessionAccess access) {
        this.peers = peers;
        this.access = access;
    }

    /** A login at a runner. */
    record Login(Endpoint endpoint, String name) {}

    /** Has the runner tell the clients of a login that it is over. One that does not is no reason to fail: they are cut. */
    void closeClients(Login login) {
        String target = "/clients?login=" + login.name();
        try (Peer peer = peers.connect(login.endpoint().address())) {
            peer.allow(ANSWER);
            peer.send(
                    "DELETE",
                    target,
                    List.of(
                            HOST,
                            new Field(RunnerSignature.HEADER, access.ownSignature(login.endpoint(), "DELETE", target)),
                            new Field("Content-Length", "0"),
                            new Field("Connection", "close")));
            int status = peer.head().status();
            if (status != 204) {
                LOG.atWarn().addKeyValue("status", status).log("a runner would not close clients");
            }
        } catch (IOException | Fault failure) {
            LOG.atInfo().addKeyValue("reason", failure.getMessage()).log("a runner could not be told to close clients");
        }
    }
}
