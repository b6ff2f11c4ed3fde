package org.codearena.server.identity;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.ClientAddress;
import org.codearena.server.infra.http.Cursor;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Ids;
import org.jspecify.annotations.Nullable;

/** One's own account and its tokens. */
final class MeRoutes implements Feature {
    private static final int MOST_TOKENS = 50;
    private static final long MOST_DAYS = 3660;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,100}");

    record TokenRequest(String name, @Nullable Instant expiresAt) {}

    record NewToken(UUID id, String token) {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    record PasswordChange(String current, String next) {
        @Override
        public String toString() {
            return "***";
        }
    }

    private final Database database;
    private final Ids ids;
    private final InstantSource clock;
    private final Accounts accounts;
    private final Logins logins;
    private final ClientAddress addresses;

    MeRoutes(
            Database database,
            Ids ids,
            InstantSource clock,
            Accounts accounts,
            Logins logins,
            ClientAddress addresses) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.accounts = accounts;
        this.logins = logins;
        this.addresses = addresses;
    }

    @Override
    public void declare(Routes routes) {
        routes.get("/me", this::me)
                .summary("Who calls")
                .guardedBy(Callers.signedIn())
                .answers(200, UserView.Answer.class);
        routes.put("/me/password", this::changePassword)
                .summary("Changes the password and ends every other login")
                .takes(PasswordChange.class)
                .guardedBy(Callers.signedIn())
                .answersNothing()
                .refuses(403, "the caller came by a token and not by a login");
        routes.post("/me/tokens", this::makeToken)
                .summary("Makes a personal access token, which is shown this once")
                .takes(TokenRequest.class)
                .guardedBy(Callers.signedIn())
                .answers(201, NewToken.class)
                .refuses(403, "the caller came by a token and not by a login")
                .refuses(409, "there are " + MOST_TOKENS + " tokens");
        routes.get("/me/tokens", this::listTokens)
                .summary("One's personal access tokens, without what they say")
                .guardedBy(Callers.signedIn())
                .answersPageOf(TokenStore.Listed.class);
        routes.delete("/me/tokens/{id}", this::revokeToken)
                .summary("Revokes a personal access token")
                .guardedBy(Callers.signedIn())
                .answersNothing()
                .refuses(404, "one has no such token");
    }

    private void me(ServerRequest request, ServerResponse response) {
        Json.send(
                response,
                UserView.Answer.of(accounts.get(Callers.require(request).id())));
    }

    private void changePassword(ServerRequest request, ServerResponse response) {
        Caller.Person person = requireLogin(request);
        PasswordChange change = Json.read(request, PasswordChange.class);
        accounts.changePassword(
                person.id(),
                change.current(),
                change.next(),
                addresses.of(request),
                SessionCookie.of(request.headers()));
        Json.sendNothing(response);
    }

    private void makeToken(ServerRequest request, ServerResponse response) {
        Caller.Person person = requireLogin(request);
        TokenRequest wanted = Json.read(request, TokenRequest.class);
        check(wanted);
        UUID id = ids.next();
        SecretToken token = database.inTransaction(tx -> {
            if (logins.tokens().count(tx, person.id()) >= MOST_TOKENS) {
                throw Fault.conflict("there are " + MOST_TOKENS + " tokens, no more are allowed; revoke one first");
            }
            return logins.newAccessToken(tx, id, person.id(), wanted.name(), Optional.ofNullable(wanted.expiresAt()));
        });
        Json.send(response, Status.CREATED_201, new NewToken(id, token.value()));
    }

    private void check(TokenRequest wanted) {
        if (wanted.name().isBlank() || !NAME.matcher(wanted.name()).matches()) {
            throw Fault.badField("name", "must be 1 to 100 printable characters");
        }
        Instant expiresAt = wanted.expiresAt();
        Instant now = clock.instant();
        if (expiresAt != null && (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(MOST_DAYS, ChronoUnit.DAYS)))) {
            throw Fault.badField(
                    "expiresAt", "is '" + expiresAt + "', it must be in the future and within " + MOST_DAYS + " days");
        }
    }

    private void listTokens(ServerRequest request, ServerResponse response) {
        UUID user = Callers.require(request).id();
        PageRequest page = PageRequest.of(request);
        Optional<UUID> after = page.after().map(cursor -> cursor.uuid(0));
        List<TokenStore.Listed> tokens =
                database.read(handle -> logins.tokens().list(handle, user, after, page.fetch()));
        Json.send(response, page.page(tokens, token -> token, token -> Cursor.of(token.id())));
    }

    private void revokeToken(ServerRequest request, ServerResponse response) {
        UUID user = Callers.require(request).id();
        UUID id = Params.id(request, "id");
        if (!database.inTransaction(tx -> logins.tokens().delete(tx, user, id))) {
            throw Fault.notFound("you have no token '" + id + "'");
        }
        logins.forget(user);
        Json.sendNothing(response);
    }

    /** A token that leaks must not be able to outlive its own revocation, by making another or locking its owner out. */
    private static Caller.Person requireLogin(ServerRequest request) {
        Caller.Person person = Callers.require(request);
        if (person.how() != Caller.How.SESSION) {
            throw Fault.forbidden("this needs a login with the password, a token is not enough");
        }
        return person;
    }
}
