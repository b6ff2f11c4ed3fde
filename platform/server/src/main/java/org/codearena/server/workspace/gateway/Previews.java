package org.codearena.server.workspace.gateway;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codearena.server.execution.RunnerSignature;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Identity;
import org.codearena.server.infra.http.ClientAddress;
import org.codearena.server.infra.http.Field;
import org.codearena.server.infra.http.HostRoute;
import org.codearena.server.infra.http.Peer;
import org.codearena.server.infra.http.Peers;
import org.codearena.server.infra.http.Targets;
import org.codearena.server.infra.http.UpgradeRequest;
import org.codearena.server.kernel.Fault;
import org.codearena.server.workspace.gateway.SessionDirectory.Entry;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the preview hosts: what listens on a port of a session, shown to the session's owner and to nobody else. A request reaches
 * the one session that its host names, or nothing.
 */
final class Previews implements HostRoute {
    private static final Logger LOG = LoggerFactory.getLogger(Previews.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration QUIET = Duration.ofHours(1);

    /** What it is made of. */
    record Parts(
            Identity identity,
            Tickets tickets,
            SessionAccess access,
            OpenWays ways,
            Peers peers,
            PreviewHosts hosts,
            PreviewCookie cookie,
            ClientAddress addresses) {}

    private final Parts parts;
    private final PreviewPages pages;

    Previews(Parts parts) {
        this.parts = parts;
        this.pages = new PreviewPages(parts.hosts());
    }

    /** Who may see what. */
    private record Visit(PreviewHost preview, Endpoint endpoint, Caller.Person person) {}

    @Override
    public boolean claims(String host) {
        return parts.hosts().claims(host);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        try {
            answer(request, response);
        } catch (Fault refused) {
            refuse(request, response, refused);
        } catch (IllegalArgumentException malformed) {
            refuse(request, response, Fault.badInput("a header field holds what HTTP does not allow"));
        } catch (Exchange.NothingListensException nobody) {
            pages.send(
                    request,
                    response,
                    Status.BAD_GATEWAY_502,
                    "Nothing listens here yet",
                    "Start the program in the project, listening on the port that this address begins with. This page"
                            + " tries again by itself.",
                    true);
        } catch (IOException failure) {
            LOG.atDebug().setCause(failure).log("a preview did not answer");
            pages.send(
                    request,
                    response,
                    Status.BAD_GATEWAY_502,
                    "The session does not answer",
                    "It may be starting or stopping. This page tries again by itself.",
                    true);
        }
    }

    private void answer(ServerRequest request, ServerResponse response) throws IOException {
        String sent = Targets.of(request.prologue());
        PreviewHost preview = preview(host(request.headers()), sent);
        if (!METHODS.contains(request.prologue().method().text())) {
            throw Fault.badInput("a preview takes the methods "
                    + String.join(", ", METHODS.stream().sorted().toList()));
        }
        if (request.prologue().uriPath().path().equals(PreviewPath.OPEN)) {
            open(request, response, preview);
            return;
        }
        Visit visit = visit(preview, request.headers());
        String target = PreviewPath.target(preview.port(), sent);
        List<Field> fields = fields(request.headers(), parts.addresses().of(request));
        fields.add(signature(visit, request.prologue().method().text(), target));
        Field frames = new Field("Content-Security-Policy", pages.frameAncestors(request));
        try (Peer peer = parts.peers().connect(visit.endpoint().address());
                OpenWays.Way _ = parts.ways()
                        .add(new Opened(visit.person(), preview.session(), visit.endpoint(), false, peer::close))) {
            new Exchange(peer, request).run(target, fields, response, frames);
        }
    }

    /** A ticket for a cookie; the browser goes on without the ticket, which would be of no use any more. */
    private void open(ServerRequest request, ServerResponse response, PreviewHost preview) {
        String path = request.query().first("path").filter(PreviewPath::isLocal).orElse("/");
        Grant grant = parts.tickets()
                .take(request.query().first("ticket").orElse(""))
                .filter(taken -> taken.purpose() == Grant.Purpose.PREVIEW
                        && taken.port() == preview.port()
                        && taken.session().equals(preview.session()))
                .orElseThrow(Previews::stranger);
        PreviewCookie.Login login = new PreviewCookie.Login(grant.how(), grant.login());
        Endpoint endpoint = parts.access().running(preview.session(), person(login));
        response.status(Status.SEE_OTHER_303)
                .header(HeaderNames.LOCATION, path)
                .header(HeaderNames.SET_COOKIE, parts.cookie().issue(preview, endpoint, login))
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderValues.create("Referrer-Policy", "no-referrer"));
        response.send();
    }

    private PreviewHost preview(String host, String sent) {
        PreviewHost preview = parts.hosts()
                .parse(host)
                .orElseThrow(() -> Fault.notFound("there is no preview of this name; it is PORT-SESSION."
                        + parts.hosts().suffix() + " in lower case"));
        if (!PreviewPath.stays(sent)) {
            throw Fault.badInput("a path must not climb");
        }
        return preview;
    }

    private Visit visit(PreviewHost preview, Headers headers) {
        Optional<Entry> found = parts.access().find(preview.session());
        Endpoint endpoint = found.flatMap(Entry::endpoint).orElseThrow(Previews::stranger);
        List<Cookies.Pair> cookies = Cookies.sent(headers.all(HeaderNames.COOKIE, List::of));
        Caller.Person person =
                person(parts.cookie().login(preview, endpoint, cookies).orElseThrow(Previews::stranger));
        return new Visit(preview, SessionAccess.running(preview.session(), found, person), person);
    }

    private Caller.Person person(PreviewCookie.Login login) {
        return parts.identity().current(login.how(), login.name()).orElseThrow(Previews::stranger);
    }

    private static Fault stranger() {
        return Fault.unauthenticated("this browser may not see the preview; open it from the project's page");
    }

    private List<Field> fields(Headers headers, String address) {
        ForwardedFields.From from =
                new ForwardedFields.From(address, parts.hosts().scheme(), host(headers));
        return new ArrayList<>(ForwardedFields.asked(headers, from));
    }

    private Field signature(Visit visit, String method, String target) {
        return new Field(
                RunnerSignature.HEADER, parts.access().signature(visit.endpoint(), method, target, visit.person()));
    }

    private static String host(Headers headers) {
        return headers.first(HeaderNames.HOST).orElse("");
    }

    @Override
    public Destination accept(UpgradeRequest request) {
        PreviewHost preview = preview(request.host(), request.target());
        Visit visit = visit(preview, request.headers());
        String origin = parts.hosts().scheme() + "://" + request.host();
        if (!request.origin().equals(Optional.of(origin))) {
            throw Fault.forbidden("a preview's WebSocket must come from the preview's own page, '" + origin + "'");
        }
        String target = PreviewPath.target(preview.port(), request.target());
        List<Field> fields = fields(request.headers(), request.address());
        fields.add(signature(visit, "GET", target));
        return new Destination(
                visit.endpoint().address(),
                target,
                fields,
                Optional.empty(),
                ForwardedFields::answered,
                QUIET,
                tunnel -> parts.ways()
                                .add(new Opened(
                                        visit.person(), preview.session(), visit.endpoint(), false, tunnel::cut))
                        ::close);
    }

    private void refuse(ServerRequest request, ServerResponse response, Fault refused) {
        String said = String.valueOf(refused.getMessage());
        switch (refused.kind()) {
            case UNAUTHENTICATED, FORBIDDEN ->
                pages.send(
                        request,
                        response,
                        Status.UNAUTHORIZED_401,
                        "Open this preview from your project",
                        "Previews are for the owner of their session, who is logged in. Go to the project's page and"
                                + " open the preview there.",
                        false);
            case CONFLICT -> pages.send(request, response, Status.CONFLICT_409, "The session does not run", said, true);
            case NOT_FOUND -> pages.send(request, response, Status.NOT_FOUND_404, "No such preview", said, false);
            case UNAVAILABLE, TOO_MANY ->
                pages.send(request, response, Status.SERVICE_UNAVAILABLE_503, "Too much at once", said, true);
            case BAD_INPUT, TOO_LARGE ->
                pages.send(request, response, Status.BAD_REQUEST_400, "This request makes no sense", said, false);
            case INTERNAL -> throw refused;
        }
    }
}
