package org.codearena.server.identity;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import org.codearena.server.infra.http.Guard;
import org.codearena.server.infra.http.Json;
import org.codearena.server.kernel.Fault;

/** Access to a request's caller, for every feature. Without the filter that makes it out, everyone is anonymous. */
public final class Callers {
    private static final Caller NOBODY = new Caller.Anonymous();

    private Callers() {}

    public static Caller of(ServerRequest request) {
        return request.context().get(Caller.class).orElse(NOBODY);
    }

    /** The person who calls, where being one is of use but not needed. */
    public static Optional<Caller.Person> person(ServerRequest request) {
        return of(request) instanceof Caller.Person person ? Optional.of(person) : Optional.empty();
    }

    /** The person who calls, or a 401. */
    public static Caller.Person require(ServerRequest request) {
        return person(request)
                .orElseThrow(() ->
                        Fault.unauthenticated("this needs an account: log in, or send 'Authorization: Bearer TOKEN'"));
    }

    /** The person who calls and has at least this role, or a 401 or a 403. */
    public static Caller.Person requireRole(ServerRequest request, Role role) {
        Caller.Person person = require(request);
        if (!person.may(role)) {
            throw Fault.forbidden(
                    "this needs the role " + Json.wireName(role) + ", yours is " + Json.wireName(person.role()));
        }
        return person;
    }

    /** Guards a route: anyone with an account. */
    public static Guard signedIn() {
        return guard("anyone with an account", Role.USER);
    }

    /** Guards a route: at least a setter. */
    public static Guard setters() {
        return guard("setters and admins", Role.SETTER);
    }

    /** Guards a route: admins. */
    public static Guard admins() {
        return guard("admins", Role.ADMIN);
    }

    private static Guard guard(String who, Role role) {
        return new Guard() {
            @Override
            public String describe() {
                return who;
            }

            @Override
            public void check(ServerRequest request) {
                requireRole(request, role);
            }
        };
    }
}
