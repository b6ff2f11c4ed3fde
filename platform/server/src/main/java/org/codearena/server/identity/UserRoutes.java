package org.codearena.server.identity;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import org.codearena.server.infra.http.Cursor;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;
import org.jspecify.annotations.Nullable;

/** Everyone's accounts, for admins. */
final class UserRoutes implements Feature {
    record Change(@Nullable Role role, @Nullable Boolean disabled) {}

    private final Accounts accounts;

    UserRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void declare(Routes routes) {
        routes.get("/users", this::list)
                .summary("Accounts by name")
                .query("query", "only those whose name contains this")
                .guardedBy(Callers.admins())
                .answersPageOf(UserView.class);
        routes.patch("/users/{id}", this::change)
                .summary("Changes an account's role, or disables it, which ends its logins")
                .takes(Change.class)
                .guardedBy(Callers.admins())
                .answers(200, UserView.Answer.class)
                .refuses(404, "there is no such user")
                .refuses(409, "it is the last admin");
    }

    private void list(ServerRequest request, ServerResponse response) {
        PageRequest page = PageRequest.of(request);
        List<User> users = accounts.search(
                Params.query(request, "query").orElse(""),
                page.after().map(cursor -> cursor.string(0)).orElse(""),
                page.fetch());
        Json.send(response, page.page(users, UserView::of, user -> Cursor.of(user.username())));
    }

    private void change(ServerRequest request, ServerResponse response) {
        Change change = Json.read(request, Change.class);
        if (change.role() == null && change.disabled() == null) {
            throw Fault.badInput("there is nothing to change, known: role, disabled");
        }
        User user = accounts.change(
                Params.id(request, "id"), Optional.ofNullable(change.role()), Optional.ofNullable(change.disabled()));
        Json.send(response, UserView.Answer.of(user));
    }
}
