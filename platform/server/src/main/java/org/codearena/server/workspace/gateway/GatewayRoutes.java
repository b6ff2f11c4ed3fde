package org.codearena.server.workspace.gateway;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;
import org.jspecify.annotations.Nullable;

/** Tickets into sessions, the WebSocket that they open, and the addresses of previews. */
final class GatewayRoutes implements Feature {
    record TicketView(String ticket) {
        @Override
        public String toString() {
            return "***";
        }
    }

    record PreviewRequest(int port, @Nullable String path) {}

    record PreviewView(String url) {
        @Override
        public String toString() {
            return "***";
        }
    }

    private final Tickets tickets;
    private final SessionAccess access;
    private final ConnectUpgrade connect;
    private final PreviewHosts hosts;

    GatewayRoutes(Tickets tickets, SessionAccess access, ConnectUpgrade connect, PreviewHosts hosts) {
        this.tickets = tickets;
        this.access = access;
        this.connect = connect;
        this.hosts = hosts;
    }

    @Override
    public void declare(Routes routes) {
        routes.post("/sessions/{id}/ticket", this::ticket)
                .summary("A ticket for the session's WebSocket: for this login, once, within 30 seconds")
                .guardedBy(Callers.signedIn())
                .answers(200, TicketView.class)
                .refuses(404, "you have no such session")
                .refuses(409, "the session does not run");
        routes.upgrade("/sessions/{id}/connect", connect)
                .summary("The session's WebSocket. Subprotocols to be offered: '" + ConnectUpgrade.SUBPROTOCOL
                        + "' and 'ticket.TICKET'; the first is the one that is spoken")
                .refuses(400, "the subprotocols are not these two")
                .refuses(401, "the ticket is used, expired or for another session, or the login is over")
                .refuses(403, "the Origin is not ours or is missing, or the ticket was issued to another login")
                .refuses(404, "you have no such session")
                .refuses(409, "the session does not run")
                .refuses(502, "the session does not answer")
                .refuses(503, "too many connections at once");
        routes.post("/sessions/{id}/preview", this::preview)
                .summary(
                        "The address at which the caller's browser can see what listens on a port of the session; it is "
                                + "good once, within 30 seconds, and leaves the browser with access until the login ends")
                .takes(PreviewRequest.class)
                .guardedBy(Callers.signedIn())
                .answers(200, PreviewView.class)
                .refuses(400, "the port is not one of 1024 to 65535, or the path does not begin with one '/'")
                .refuses(404, "you have no such session")
                .refuses(409, "the session does not run");
    }

    private void ticket(ServerRequest request, ServerResponse response) {
        Caller.Person person = Callers.require(request);
        UUID session = Params.id(request, "id");
        access.running(session, person);
        Json.send(response, new TicketView(tickets.issue(Grant.connect(session, person))));
    }

    private void preview(ServerRequest request, ServerResponse response) {
        Caller.Person person = Callers.require(request);
        UUID session = Params.id(request, "id");
        PreviewRequest wanted = Json.read(request, PreviewRequest.class);
        PreviewHost host = PreviewHost.of(wanted.port(), session)
                .orElseThrow(() -> Fault.badField(
                        "port",
                        "'" + wanted.port() + "' is none of " + PreviewHost.LEAST_PORT + " to "
                                + PreviewHost.MOST_PORT));
        String path = wanted.path() == null ? "/" : wanted.path();
        if (!PreviewPath.isLocal(path)) {
            throw Fault.badField("path", "must begin with one '/' and be a path on the preview's host");
        }
        access.running(session, person);
        String ticket = tickets.issue(Grant.preview(session, wanted.port(), person));
        String asked = request.headers().first(HeaderNames.HOST).orElse("");
        Json.send(response, new PreviewView(hosts.origin(host, asked) + PreviewPath.opening(ticket, path)));
    }
}
