package org.codearena.server.identity;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts: making them, proving one is theirs, changing what they may do. Thread-safe. */
final class Accounts {
    /** An account and the cookie of its new login. */
    record LoggedIn(User user, SecretToken session) {}

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final String FIRST_ADMIN = "admin";
    private final Database database;

    private final Ids ids;
    private final InstantSource clock;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Logins logins;
    private final UserStore users = new UserStore();
    private final Credentials credentials = new Credentials();

    Accounts(Database database, Ids ids, InstantSource clock, Passwords passwords, Throttle throttle, Logins logins) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.passwords = passwords;
        this.throttle = throttle;
        this.logins = logins;
    }

    LoggedIn register(String username, String password, String address) {
        credentials.check(username, password);
        throttle.registration(address);
        User user = newUser(username, password, Role.USER);
        SecretToken session = database.inTransaction(tx -> {
            if (!users.insert(tx, user)) {
                throw Fault.conflict("the username '" + username + "' is taken");
            }
            logins.rememberAddress(tx, user.id(), address);
            return logins.begin(tx, user.id());
        });
        LOG.atInfo().addKeyValue("user", user.id()).log("user registered");
        return new LoggedIn(user, session);
    }

    /** One answer, after the same work, whether the name or the password is wrong. */
    LoggedIn logIn(String username, String password, String address) {
        boolean possible = Credentials.isPossibleName(username);
        Throttle.Pass pass =
                throttle.login(username, address, () -> possible && logins.isKnownAddress(username, address));
        Optional<User> user = possible ? database.read(handle -> users.find(handle, username)) : Optional.empty();
        if (!matches(password, user, pass)) {
            throw Fault.unauthenticated("the username or the password is wrong");
        }
        pass.wasRight();
        return begin(user.orElseThrow(), password, address);
    }

    private boolean matches(String password, Optional<User> user, Throttle.Pass pass) {
        try {
            return passwords.matches(password, user.map(User::passwordHash));
        } catch (Fault overloaded) {
            pass.cameToNothing();
            throw overloaded;
        }
    }

    private LoggedIn begin(User user, String password, String address) {
        if (user.disabled()) {
            throw Fault.forbidden("this account is disabled; ask an admin");
        }
        Optional<String> renewedHash =
                passwords.isOutdated(user.passwordHash()) ? Optional.of(passwords.hash(password)) : Optional.empty();
        SecretToken session = database.inTransaction(tx -> {
            renewedHash.ifPresent(hash -> users.setPassword(tx, user.id(), hash));
            logins.rememberAddress(tx, user.id(), address);
            return logins.begin(tx, user.id());
        });
        return new LoggedIn(user, session);
    }

    /** Ends every other login of the user: whoever knew the old password is out. */
    void changePassword(UUID id, String current, String next, String address, Optional<String> cookie) {
        User user = get(id);
        Throttle.Pass pass = throttle.login(user.username(), address, () -> true);
        if (!matches(current, Optional.of(user), pass)) {
            throw Fault.badField("current", "is not the password");
        }
        pass.wasRight();
        credentials.checkPassword("next", user.username(), next);
        String hash = passwords.hash(next);
        database.useTransaction(tx -> {
            users.setPassword(tx, id, hash);
            logins.endOthers(tx, id, cookie);
        });
        logins.forget(id);
        LOG.atInfo().addKeyValue("user", id).log("password changed");
    }

    User get(UUID id) {
        return database.read(handle -> users.find(handle, id))
                .orElseThrow(() -> Fault.notFound("there is no user '" + id + "'"));
    }

    List<User> search(String text, String after, int limit) {
        return database.read(handle -> users.search(handle, text, after, limit));
    }

    /** Changes what a user may do. The last admin can be neither disabled nor made less. */
    User change(UUID id, Optional<Role> role, Optional<Boolean> disabled) {
        User changed = database.inTransaction(tx -> {
            List<UUID> admins = users.lockAdmins(tx);
            User user = users.find(tx, id).orElseThrow(() -> Fault.notFound("there is no user '" + id + "'"));
            User wanted = with(user, role.orElse(user.role()), disabled.orElse(user.disabled()));
            boolean administers = wanted.role() == Role.ADMIN && !wanted.disabled();
            if (admins.equals(List.of(id)) && !administers) {
                throw Fault.conflict("'" + user.username() + "' is the last admin; make another one first");
            }
            users.setRights(tx, id, wanted.role(), wanted.disabled());
            if (wanted.disabled()) {
                logins.endOthers(tx, id, Optional.empty());
            }
            return wanted;
        });
        logins.forget(id);
        LOG.atInfo()
                .addKeyValue("user", id)
                .addKeyValue("role", changed.role())
                .addKeyValue("disabled", changed.disabled())
                .log("rights changed");
        return changed;
    }

    /** Makes the first admin, with this password, unless there is an admin. */
    void createFirstAdmin(Secret password) {
        database.useTransaction(tx -> {
            users.lockFirstAdmin(tx);
            // Hashing is dear, and every start but the first can do without.
            if (users.lockAdmins(tx).isEmpty()) {
                users.insert(tx, newUser(FIRST_ADMIN, password.value(), Role.ADMIN));
            }
        });
    }

    private User newUser(String username, String password, Role role) {
        return new User(ids.next(), username, passwords.hash(password), role, false, clock.instant());
    }

    private static User with(User user, Role role, boolean disabled) {
        return new User(user.id(), user.username(), user.passwordHash(), role, disabled, user.createdAt());
    }
}
