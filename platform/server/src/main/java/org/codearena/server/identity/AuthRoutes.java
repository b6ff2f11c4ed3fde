package org.codearena.server.identity;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.codearena.server.infra.http.ClientAddress;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;

/** Registering, logging in and out. */
final class AuthRoutes implements Feature {
    /** Far above any name and password, and of no use to a flood. */
    private static final long BODY_BYTES = 4096;

    record Registration(String username, String password) {
        @Override
        public String toString() {
            return username;
        }
    }

    record Login(String username, String password) {
        @Override
        public String toString() {
            return "***";
        }
    }

    private final Accounts accounts;
    private final Logins logins;
    private final SessionCookie cookie;
    private final ClientAddress addresses;
    private final boolean open;

    AuthRoutes(Accounts accounts, Logins logins, IdentityConfig config) {
        this.accounts = accounts;
        this.logins = logins;
        this.cookie = new SessionCookie(config.secureCookies(), config.life());
        this.addresses = new ClientAddress(config.trustedHops());
        this.open = config.registrationOpen();
    }

    @Override
    public void declare(Routes routes) {
        routes.post("/auth/register", this::register)
                .summary("Makes an account and logs in to it")
                .takes(Registration.class)
                .atMost(BODY_BYTES)
                .answers(201, UserView.Answer.class)
                .refuses(400, "the name or the password is against the rules; errors says which")
                .refuses(403, "registration is switched off")
                .refuses(409, "the name is taken")
                .refuses(429, "too many registrations from this address");
        routes.post("/auth/login", this::logIn)
                .summary("Logs in: the answer sets the session cookie")
                .takes(Login.class)
                .atMost(BODY_BYTES)
                .answers(200, UserView.Answer.class)
                .refuses(401, "the username or the password is wrong")
                .refuses(403, "the account is disabled")
                .refuses(429, "too many wrong passwords for this account or from this address");
        routes.post("/auth/logout", this::logOut)
                .summary("Ends the login of the session cookie, here and on the server")
                .answersNothing();
    }

    private void register(ServerRequest request, ServerResponse response) {
        if (!open) {
            throw Fault.forbidden("registration is switched off; ask an admin for an account");
        }
        Registration registration = Json.read(request, Registration.class);
        Accounts.LoggedIn made =
                accounts.register(registration.username(), registration.password(), addresses.of(request));
        answer(response, Status.CREATED_201, made);
    }

    private void logIn(ServerRequest request, ServerResponse response) {
        Login login = Json.read(request, Login.class);
        answer(response, Status.OK_200, accounts.logIn(login.username(), login.password(), addresses.of(request)));
    }

    private void logOut(ServerRequest request, ServerResponse response) {
        SessionCookie.of(request.headers()).ifPresent(logins::end);
        cookie.clear(response);
        Json.sendNothing(response);
    }

    private void answer(ServerResponse response, Status status, Accounts.LoggedIn loggedIn) {
        cookie.set(response, loggedIn.session());
        Json.send(response, status, UserView.Answer.of(loggedIn.user()));
    }
}
