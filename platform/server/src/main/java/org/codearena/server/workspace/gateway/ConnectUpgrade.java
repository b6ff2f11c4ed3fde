package org.codearena.server.workspace.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.execution.RunnerSignature;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Identity;
import org.codearena.server.infra.http.Field;
import org.codearena.server.infra.http.OwnOrigin;
import org.codearena.server.infra.http.Upgrade;
import org.codearena.server.infra.http.UpgradeRequest;
import org.codearena.server.kernel.Fault;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;

/**
 * Lets the page of a session's owner through to the session's runner: its origin is ours, it has a ticket for just this session, and
 * the login that the ticket was issued to still stands.
 */
final class ConnectUpgrade implements Upgrade {
    static final String SUBPROTOCOL = "codearena.workspace.v1";
    private static final String TICKET = "ticket.";
    private static final String TARGET = "/connect";
    /** A runner pings every 20 s, so a living connection is never silent for so long. */
    private static final Duration QUIET = Duration.ofMinutes(2);

    private final Identity identity;
    private final Tickets tickets;
    private final SessionAccess access;
    private final OpenWays ways;
    private final OwnOrigin own;

    ConnectUpgrade(Identity identity, Tickets tickets, SessionAccess access, OpenWays ways, OwnOrigin own) {
        this.identity = identity;
        this.tickets = tickets;
        this.access = access;
        this.ways = ways;
        this.own = own;
    }

    @Override
    public Destination accept(UpgradeRequest request) {
        request.requireOrigin(own);
        UUID session = request.id("id");
        Grant grant = granted(request.subprotocols(), session);
        Caller.Person person = caller(request, grant);
        Endpoint endpoint = access.running(session, person);
        return new Destination(
                endpoint.address(),
                TARGET,
                List.of(
                        RunnerCalls.HOST,
                        new Field(RunnerSignature.HEADER, access.signature(endpoint, "GET", TARGET, person))),
                Optional.of(SUBPROTOCOL),
                fields -> List.of(),
                QUIET,
                tunnel -> ways.add(new Opened(person, session, endpoint, true, tunnel::cut))::close);
    }

    private Grant granted(List<String> offered, UUID session) {
        List<String> given = offered.stream()
                .filter(each -> each.startsWith(TICKET))
                .map(each -> each.substring(TICKET.length()))
                .toList();
        if (!offered.contains(SUBPROTOCOL) || given.size() != 1) {
            throw Fault.badInput("the subprotocols must be '" + SUBPROTOCOL + "' and 'ticket.TICKET'");
        }
        return tickets.take(given.getFirst())
                .filter(grant -> grant.purpose() == Grant.Purpose.CONNECT
                        && grant.session().equals(session))
                .orElseThrow(() -> Fault.unauthenticated(
                        "the ticket is used, expired or not for this session; ask for another one"));
    }

    private Caller.Person caller(UpgradeRequest request, Grant grant) {
        if (!(identity.resolve(request.headers()) instanceof Caller.Person person)) {
            throw Fault.unauthenticated("the login is over; log in again");
        }
        if (person.how() != grant.how() || !person.login().equals(grant.login())) {
            throw Fault.forbidden("the ticket was issued to another login");
        }
        return person;
    }
}
