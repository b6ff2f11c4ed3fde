package org.codearena.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.codearena.server.TestDatabase;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.infra.http.HttpServer;
import org.codearena.server.infra.http.Metrics;
import org.codearena.server.infra.http.TestServer;
import org.codearena.server.kernel.Ids;
import org.codearena.server.kernel.Secret;

/** A real server with accounts, on a real database, and people who call it. For the tests of every feature. */
public final class TestIdentity implements AutoCloseable {
    /** Cheap to hash, so that a test is about anything else. */
    static final Passwords.Config CHEAP = new Passwords.Config(64, 1, 1, 4, 500);

    private final TestDatabase database;
    private final PrometheusMeterRegistry meters = Metrics.registry();
    private final Passwords passwords;
    private final Identity identity;
    private final TestServer server;
    private final String adminPassword;

    TestIdentity(
            TestDatabase database,
            InstantSource clock,
            Passwords.Config cost,
            Attempts attempts,
            HttpConfig http,
            IdentityConfig config,
            List<Feature> more) {
        this(database, clock, cost, attempts, http, config, (_, builder) -> more.forEach(builder::feature));
    }

    private TestIdentity(
            TestDatabase database,
            InstantSource clock,
            Passwords.Config cost,
            Attempts attempts,
            HttpConfig http,
            IdentityConfig config,
            BiConsumer<Identity, HttpServer.Builder> more) {
        this.database = database;
        this.passwords = new Passwords(cost, meters);
        this.identity = new Identity(
                database.database(), new Ids(clock), clock, passwords, attempts, Revocations.local(), config);
        this.adminPassword = "correct horse battery staple";
        identity.createFirstAdmin(new Secret(adminPassword));
        this.server = TestServer.start(http, builder -> with(builder, more));
    }

    private HttpServer.Builder with(HttpServer.Builder builder, BiConsumer<Identity, HttpServer.Builder> more) {
        builder.meters(meters).filter(identity.filter());
        identity.features().forEach(builder::feature);
        more.accept(identity, builder);
        return builder;
    }

    /** With the usual rules, and these features beside the accounts. The database stays the caller's to close. */
    public static TestIdentity start(TestDatabase database, Feature... more) {
        InstantSource clock = InstantSource.system();
        HttpConfig http = HttpConfig.defaults();
        return new TestIdentity(
                database, clock, CHEAP, Attempts.local(clock), http, IdentityConfig.of(http), List.of(more));
    }

    /** With the usual rules, and what needs to know who calls. The database stays the caller's to close. */
    public static TestIdentity start(
            TestDatabase database, HttpConfig http, BiConsumer<Identity, HttpServer.Builder> more) {
        InstantSource clock = InstantSource.system();
        return new TestIdentity(database, clock, CHEAP, Attempts.local(clock), http, IdentityConfig.of(http), more);
    }

    public Identity identity() {
        return identity;
    }

    public TestServer server() {
        return server;
    }

    TestDatabase database() {
        return database;
    }

    String adminPassword() {
        return adminPassword;
    }

    /** How many passwords have been hashed. */
    long hashes() {
        return meters.get("identity.password.hash").timer().count();
    }

    /** Nobody in particular. */
    public Person anonymous() {
        return new Person(Optional.empty(), Optional.empty());
    }

    /** A new user, logged in. */
    public Person register(String username) {
        HttpResponse<String> response =
                anonymous().post("/api/v1/auth/register", credentials(username, password(username)));
        assertEquals(201, response.statusCode(), response.body());
        return loggedIn(response);
    }

    public Person login(String username, String password) {
        HttpResponse<String> response = anonymous().post("/api/v1/auth/login", credentials(username, password));
        assertEquals(200, response.statusCode(), response.body());
        return loggedIn(response);
    }

    public Person admin() {
        return login("admin", adminPassword);
    }

    /** A new user with this role. */
    public Person register(String username, Role role) {
        Person person = register(username);
        HttpResponse<String> response = admin().patch(
                        "/api/v1/users/" + person.id(),
                        "{\"role\":\"" + role.name().toLowerCase(java.util.Locale.ROOT) + "\"}");
        assertEquals(200, response.statusCode(), response.body());
        return person;
    }

    static String password(String username) {
        return "correct horse " + username;
    }

    static String credentials(String username, String password) {
        return "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
    }

    private Person loggedIn(HttpResponse<String> response) {
        String cookie = TestServer.header(response, "Set-Cookie").split(";", 2)[0];
        return new Person(
                Optional.of(cookie),
                Optional.of(UUID.fromString(
                        TestServer.json(response).get("user").get("id").stringValue())));
    }

    @Override
    public void close() {
        server.close();
        passwords.close();
    }

    /** Somebody with a browser. */
    public final class Person {
        private final Optional<String> cookie;
        private final Optional<UUID> id;

        private Person(Optional<String> cookie, Optional<UUID> id) {
            this.cookie = cookie;
            this.id = id;
        }

        public UUID id() {
            return id.orElseThrow();
        }

        public String cookie() {
            return cookie.orElseThrow();
        }

        public HttpRequest.Builder request(String path) {
            HttpRequest.Builder request = server.request(path).header("Origin", server.origin());
            cookie.ifPresent(value -> request.header("Cookie", value));
            return request;
        }

        public HttpResponse<String> get(String path) {
            return server.send(request(path));
        }

        public HttpResponse<String> delete(String path) {
            return server.send(request(path).DELETE());
        }

        public HttpResponse<String> post(String path, String json) {
            return send(path, "POST", json);
        }

        public HttpResponse<String> put(String path, String json) {
            return send(path, "PUT", json);
        }

        public HttpResponse<String> patch(String path, String json) {
            return send(path, "PATCH", json);
        }

        private HttpResponse<String> send(String path, String method, String json) {
            return server.send(request(path)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(json)));
        }
    }
}
