package org.codearena.server.identity;

import io.helidon.http.Headers;
import io.helidon.webserver.http.Filter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.ClientAddress;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Secret;

/** The door of this feature: what the composition root wires, and what a gateway asks that no filter runs before. */
public final class Identity {
    private final Accounts accounts;
    private final Logins logins;
    private final CallerFilter filter;
    private final List<Feature> features;

    public Identity(
            Database database,
            Ids ids,
            InstantSource clock,
            Passwords passwords,
            Attempts attempts,
            Revocations revocations,
            IdentityConfig config) {
        this.logins = new Logins(database, clock, config, revocations);
        this.accounts = new Accounts(database, ids, clock, passwords, new Throttle(attempts, config), logins);
        this.filter = new CallerFilter(logins);
        this.features = List.of(
                new AuthRoutes(accounts, logins, config),
                new MeRoutes(database, ids, clock, accounts, logins, new ClientAddress(config.trustedHops())),
                new UserRoutes(accounts));
    }

    /** Puts a {@link Caller} into each request's context. */
    public Filter filter() {
        return filter;
    }

    public List<Feature> features() {
        return features;
    }

    /** Who sends these headers: for upgrades to WebSocket, which pass no filter. A bad bearer token is a 401. */
    public Caller resolve(Headers headers) {
        return filter.resolve(headers);
    }

    /** The same person by the same login as they are now; empty once that login is over. Prolongs nothing. */
    public Optional<Caller.Person> current(Caller.How how, String login) {
        return logins.byName(how, login);
    }

    /** The listener hears, soon and on any thread, whose logins or rights have changed, here or on another replica. */
    public void onChange(Consumer<UUID> listener) {
        logins.onForget(listener);
    }

    /** Whether a cookie of this name is one of ours, which nobody else is to see or set. */
    public static boolean isCookie(String name) {
        return SessionCookie.NAME.equalsIgnoreCase(name);
    }

    /** Whether this value of the field {@code Authorization} holds a token of ours. */
    public static boolean isToken(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).matches("bearer +" + SecretToken.ACCESS_PREFIX + ".*");
    }

    /** Makes the first admin, named "admin", with this password, unless there is an admin. */
    public void createFirstAdmin(Secret password) {
        accounts.createFirstAdmin(password);
    }

    /** Deletes logins and tokens that are over and addresses not seen for long; to be called now and then. */
    public void purge() {
        logins.purge();
    }
}
