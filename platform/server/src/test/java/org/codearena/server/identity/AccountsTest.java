package org.codearena.server.identity;

import static org.codearena.server.identity.TestIdentity.credentials;
import static org.codearena.server.identity.TestIdentity.password;
import static org.codearena.server.infra.http.TestServer.header;
import static org.codearena.server.infra.http.TestServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.codearena.server.TestDatabase;
import org.codearena.server.identity.TestIdentity.Person;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.infra.http.Json;
import org.codearena.server.kernel.Secret;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Accounts over HTTP, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsTest {
    private final TestClock clock = new TestClock();
    private final TestDatabase database = TestDatabase.open();
    private TestIdentity app;

    @BeforeAll
    void start() {
        HttpConfig http = HttpConfig.defaults();
        app = new TestIdentity(
                database,
                clock,
                TestIdentity.CHEAP,
                Attempts.local(clock),
                http,
                IdentityConfig.of(http),
                List.of(routes -> {
                    routes.get("/probe/setter", (request, response) -> Json.sendNothing(response))
                            .guardedBy(Callers.setters());
                    routes.post("/probe/open", (request, response) -> Json.sendNothing(response));
                }));
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    private HttpResponse<String> bearer(String token, String path) {
        return app.server().send(app.server().request(path).header("Authorization", "Bearer " + token));
    }

    private static String newToken(Person person, String body) {
        HttpResponse<String> response = person.post("/api/v1/me/tokens", body);
        assertEquals(201, response.statusCode(), response.body());
        return json(response).get("token").stringValue();
    }

    @Test
    void registeringMakesAUserWhoIsLoggedIn() {
        HttpResponse<String> response =
                app.anonymous().post("/api/v1/auth/register", credentials("Ada.L-1_x", "a fine password"));
        assertEquals(201, response.statusCode());
        JsonNode user = json(response).get("user");
        assertEquals("Ada.L-1_x", user.get("username").stringValue());
        assertEquals("user", user.get("role").stringValue());
        assertFalse(response.body().contains("argon2"));
        Person ada = app.login("ada.l-1_X", "a fine password");
        assertEquals(
                "Ada.L-1_x",
                json(ada.get("/api/v1/me")).get("user").get("username").stringValue());
    }

    @Test
    void cookieIsOutOfReachOfScriptsAndOtherSites() {
        HttpResponse<String> response =
                app.anonymous().post("/api/v1/auth/register", credentials("cookie-monster", password("x")));
        String cookie = header(response, "Set-Cookie");
        assertTrue(cookie.matches("session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=\\d+"), cookie);
        assertEquals("no-store", header(response, "Cache-Control"));
    }

    @Test
    void overTlsTheCookieIsSecure() {
        HttpConfig http = HttpConfig.defaults().withPublicUrl(URI.create("https://arena.example"));
        try (TestDatabase fresh = TestDatabase.open();
                TestIdentity tls = new TestIdentity(
                        fresh,
                        clock,
                        TestIdentity.CHEAP,
                        Attempts.local(clock),
                        http,
                        IdentityConfig.of(http),
                        List.of())) {
            HttpResponse<String> response =
                    tls.anonymous().post("/api/v1/auth/login", credentials("admin", tls.adminPassword()));
            assertTrue(header(response, "Set-Cookie").endsWith("; Secure"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ab                                | long enough 1 | username | must be 3 to 32",
                "abcdefghijklmnopqrstuvwxyz0123456 | long enough 1 | username | must be 3 to 32",
                "-abc                              | long enough 1 | username | the first a letter or a digit",
                "a b c                             | long enough 1 | username | must be 3 to 32",
                "äöü                               | long enough 1 | username | must be 3 to 32",
                "аdmin                             | long enough 1 | username | must be 3 to 32",
                "a/../b                            | long enough 1 | username | must be 3 to 32",
                "Admin                             | long enough 1 | username | 'Admin' is reserved",
                "ROOT                              | long enough 1 | username | is reserved",
                "rule-name                         | short77       | password | has 7 characters, 8 to 200 are allowed",
                "rule-name                         | Rule-Name     | password | must not be the username",
                "rule-name                         | PassWord123   | password | is one of the commonest",
                "rule-name                         | 12345678      | password | is one of the commonest",
            })
    void nameOrPasswordAgainstTheRulesIsRefusedWithTheRule(
            String username, String password, String field, String message) {
        HttpResponse<String> response = app.anonymous().post("/api/v1/auth/register", credentials(username, password));
        assertEquals(400, response.statusCode());
        JsonNode error = json(response).get("errors").get(0);
        assertEquals(field, error.get("field").stringValue());
        assertTrue(error.get("message").stringValue().contains(message), response.body());
    }

    @Test
    void bothFaultsAreNamedAtOnceAndThePasswordIsNot() {
        HttpResponse<String> response = app.anonymous().post("/api/v1/auth/register", credentials("x", "secret7"));
        assertEquals(2, json(response).get("errors").size());
        assertFalse(response.body().contains("secret7"));
    }

    @Test
    void longestPasswordWorksAndOneMoreCharacterIsRefused() {
        String longest = "p".repeat(199) + "é";
        assertEquals(
                201,
                app.anonymous()
                        .post("/api/v1/auth/register", credentials("longest", longest))
                        .statusCode());
        app.login("longest", longest);
        // The same letters as another system composes them.
        app.login("longest", "p".repeat(199) + "e\u0301");
        assertEquals(
                400,
                app.anonymous()
                        .post("/api/v1/auth/register", credentials("longer", longest + "x"))
                        .statusCode());
    }

    @Test
    void takenNameIsRefusedWhateverItsCase() {
        app.register("Taken");
        HttpResponse<String> response =
                app.anonymous().post("/api/v1/auth/register", credentials("tAKEN", password("x")));
        assertEquals(409, response.statusCode());
        assertTrue(json(response).get("detail").stringValue().contains("'tAKEN' is taken"));
    }

    @Test
    void oneOfManyWhoWantANameAtOnceGetsIt() throws Exception {
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> all = IntStream.range(0, 10)
                    .mapToObj(_ -> (Callable<Integer>) () -> app.anonymous()
                            .post("/api/v1/auth/register", credentials("wanted", password("x")))
                            .statusCode())
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (var future : together.invokeAll(all)) {
                statuses.add(future.get());
            }
            assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses.toString());
            assertEquals(9, statuses.stream().filter(status -> status == 409).count(), statuses.toString());
        }
    }

    @Test
    void registrationCanBeSwitchedOff() {
        HttpConfig http = HttpConfig.defaults();
        try (TestDatabase fresh = TestDatabase.open();
                TestIdentity closed = new TestIdentity(
                        fresh,
                        clock,
                        TestIdentity.CHEAP,
                        Attempts.local(clock),
                        http,
                        IdentityConfig.of(http).withRegistration(false),
                        List.of())) {
            assertEquals(
                    403,
                    closed.anonymous()
                            .post("/api/v1/auth/register", credentials("someone", password("x")))
                            .statusCode());
            closed.admin();
        }
    }

    @Test
    void wrongNameAndWrongPasswordAreAnsweredAlikeAfterTheSameWork() {
        app.register("real-name");
        long before = app.hashes();
        HttpResponse<String> wrongPassword =
                app.anonymous().post("/api/v1/auth/login", credentials("real-name", "wrong password"));
        assertEquals(before + 1, app.hashes());
        HttpResponse<String> wrongName =
                app.anonymous().post("/api/v1/auth/login", credentials("no-such-name", "wrong password"));
        assertEquals(before + 2, app.hashes());
        HttpResponse<String> noName = app.anonymous().post("/api/v1/auth/login", credentials("\\u0000", "wrong"));
        assertEquals(before + 3, app.hashes());
        for (HttpResponse<String> refused : List.of(wrongPassword, wrongName, noName)) {
            assertEquals(401, refused.statusCode());
            assertEquals("Bearer", header(refused, "WWW-Authenticate"));
            assertEquals("", header(refused, "Set-Cookie"));
            assertEquals(
                    "the username or the password is wrong",
                    json(refused).get("detail").stringValue());
        }
    }

    @Test
    void logoutKillsTheSessionOnTheServerToo() {
        Person person = app.register("leaver");
        Person elsewhere = app.login("leaver", password("leaver"));
        assertEquals(200, person.get("/api/v1/me").statusCode());
        HttpResponse<String> logout = person.post("/api/v1/auth/logout", "");
        assertEquals(204, logout.statusCode());
        assertTrue(header(logout, "Set-Cookie").startsWith("session=; ")
                && header(logout, "Set-Cookie").contains("Max-Age=0"));
        assertEquals(401, person.get("/api/v1/me").statusCode());
        assertEquals(200, elsewhere.get("/api/v1/me").statusCode());
        assertEquals(204, person.post("/api/v1/auth/logout", "").statusCode());
        assertEquals(204, app.anonymous().post("/api/v1/auth/logout", "").statusCode());
    }

    @Test
    void loginSlidesOnWithUseAndEndsWithoutIt() {
        Person idle = app.register("idler");
        Person busy = app.register("worker");
        for (int week = 0; week < 12; week++) {
            clock.pass(Duration.ofDays(7));
            assertEquals(200, busy.get("/api/v1/me").statusCode(), "week " + week);
        }
        assertEquals(401, idle.get("/api/v1/me").statusCode());
        // 90 days after the login it is over, used or not.
        clock.pass(Duration.ofDays(7));
        assertEquals(401, busy.get("/api/v1/me").statusCode());
    }

    @Test
    void madeUpCookieIsAnonymousAndHarmsNothing() {
        for (String cookie : List.of(
                "session=", "session=x", "session=" + "y".repeat(5000), "a=b; session=%00;;=;", ";;;", "session")) {
            HttpRequest.Builder request = app.server().request("/api/v1/me").header("Cookie", cookie);
            assertEquals(401, app.server().send(request).statusCode(), cookie);
        }
        assertEquals(
                204,
                app.server()
                        .send(app.server()
                                .request("/api/v1/probe/open")
                                .header("Cookie", "session=x")
                                .header("Origin", app.server().origin())
                                .POST(BodyPublishers.noBody()))
                        .statusCode());
    }

    @Test
    void cookieWithoutAnOriginChangesNothing() {
        Person person = app.register("victim");
        HttpRequest.Builder request =
                app.server().request("/api/v1/auth/logout").header("Cookie", person.cookie());
        assertEquals(
                403,
                app.server()
                        .send(request.header("Origin", "https://evil.example").POST(BodyPublishers.noBody()))
                        .statusCode());
        assertEquals(200, person.get("/api/v1/me").statusCode());
    }

    @Test
    void changedPasswordEndsEveryOtherLogin() {
        Person here = app.register("changer");
        Person there = app.login("changer", password("changer"));
        assertEquals(
                400,
                here.put("/api/v1/me/password", "{\"current\":\"wrong\",\"next\":\"another password\"}")
                        .statusCode());
        assertEquals(
                400,
                here.put("/api/v1/me/password", "{\"current\":\"" + password("changer") + "\",\"next\":\"password\"}")
                        .statusCode());
        assertEquals(200, there.get("/api/v1/me").statusCode());
        HttpResponse<String> changed = here.put(
                "/api/v1/me/password", "{\"current\":\"" + password("changer") + "\",\"next\":\"another password\"}");
        assertEquals(204, changed.statusCode(), changed.body());
        assertEquals(200, here.get("/api/v1/me").statusCode());
        assertEquals(401, there.get("/api/v1/me").statusCode());
        app.login("changer", "another password");
        assertEquals(
                401,
                app.anonymous()
                        .post("/api/v1/auth/login", credentials("changer", password("changer")))
                        .statusCode());
    }

    @Test
    void tokenIsShownOnceAndStoredAsAHash() {
        Person person = app.register("token-owner");
        String token = newToken(person, "{\"name\":\"laptop\"}");
        assertTrue(token.matches("cat_[A-Za-z0-9_-]{43}"), token);
        assertEquals(200, bearer(token, "/api/v1/me").statusCode());
        JsonNode listed = json(person.get("/api/v1/me/tokens")).get("items").get(0);
        assertEquals("laptop", listed.get("name").stringValue());
        assertTrue(listed.get("expiresAt").isNull());
        assertFalse(listed.get("lastUsedAt").isNull());
        assertFalse(person.get("/api/v1/me/tokens").body().contains(token));
        String stored = app.database()
                .database()
                .read(handle -> handle.createQuery(
                                "select encode(token_sha256, 'escape') || name from access_token where user_id = ?")
                        .bind(0, person.id())
                        .mapTo(String.class)
                        .one());
        assertFalse(stored.contains(token.substring(4)));
    }

    @Test
    void revokedExpiredAndMadeUpTokensAreRefused() {
        Person person = app.register("revoker");
        String revoked = newToken(person, "{\"name\":\"a\"}");
        assertEquals(200, bearer(revoked, "/api/v1/me").statusCode());
        String id = json(person.get("/api/v1/me/tokens"))
                .get("items")
                .get(0)
                .get("id")
                .stringValue();
        Person other = app.register("not-the-owner");
        assertEquals(404, other.delete("/api/v1/me/tokens/" + id).statusCode());
        assertEquals(204, person.delete("/api/v1/me/tokens/" + id).statusCode());
        assertEquals(404, person.delete("/api/v1/me/tokens/" + id).statusCode());
        assertEquals(401, bearer(revoked, "/api/v1/me").statusCode());
        String expiring = newToken(
                person, "{\"name\":\"b\",\"expiresAt\":\"" + clock.instant().plusSeconds(3) + "\"}");
        assertEquals(200, bearer(expiring, "/api/v1/me").statusCode());
        clock.pass(Duration.ofSeconds(4));
        assertEquals(401, bearer(expiring, "/api/v1/me").statusCode());
        for (String odd : List.of("", "x", "cat_", "cat_" + "x".repeat(43), "cat_" + "é".repeat(43))) {
            assertEquals(401, bearer(odd, "/api/v1/probe/open").statusCode(), odd);
            assertEquals(401, bearer(odd, "/api/v1/me").statusCode(), odd);
        }
    }

    @Test
    void tokenNeedsNoOriginButMakesNoTokensAndChangesNoPassword() {
        Person person = app.register("token-user");
        String token = newToken(person, "{\"name\":\"a\"}");
        for (String path : List.of("/api/v1/me/tokens", "/api/v1/me/password")) {
            String method = path.endsWith("tokens") ? "POST" : "PUT";
            HttpResponse<String> response = app.server()
                    .send(app.server()
                            .request(path)
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString("{}")));
            assertEquals(403, response.statusCode());
        }
        HttpResponse<String> open = app.server()
                .send(app.server()
                        .request("/api/v1/probe/open")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.noBody()));
        assertEquals(204, open.statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"  \"}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"a\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"name\":\"a\",\"expiresAt\":\"tomorrow\"}",
                "{\"name\":\"a\",\"expiresAt\":\"+999999999-01-01T00:00:00Z\"}",
                "{\"name\":\"a\",\"expiresAt\":5}",
                "{\"name\":5}",
                "{\"name\":\"a\",\"scope\":\"all\"}"
            })
    void malformedTokenRequestIsTheCallersFault(String body) {
        HttpResponse<String> response = app.admin().post("/api/v1/me/tokens", body);
        assertEquals(400, response.statusCode(), response.body());
    }

    @Test
    void tokensAreBounded() {
        Person person = app.register("hoarder");
        for (int i = 0; i < 50; i++) {
            newToken(person, "{\"name\":\"token " + i + "\"}");
        }
        assertEquals(
                409, person.post("/api/v1/me/tokens", "{\"name\":\"one more\"}").statusCode());
        JsonNode first = json(person.get("/api/v1/me/tokens?limit=30"));
        JsonNode second = json(person.get(
                "/api/v1/me/tokens?limit=30&after=" + first.get("next").stringValue()));
        assertEquals(30, first.get("items").size());
        assertEquals(20, second.get("items").size());
        assertTrue(second.get("next").isNull());
    }

    @Test
    void rolesOpenWhatTheyShouldAndNoMore() {
        Person user = app.register("plain");
        assertEquals(401, app.anonymous().get("/api/v1/probe/setter").statusCode());
        HttpResponse<String> refused = user.get("/api/v1/probe/setter");
        assertEquals(403, refused.statusCode());
        assertTrue(json(refused).get("detail").stringValue().contains("needs the role setter, yours is user"));
        assertEquals(403, user.get("/api/v1/users").statusCode());
        assertEquals(
                403,
                user.patch("/api/v1/users/" + user.id(), "{\"role\":\"admin\"}").statusCode());
        Person admin = app.admin();
        HttpResponse<String> promoted = admin.patch("/api/v1/users/" + user.id(), "{\"role\":\"setter\"}");
        assertEquals("setter", json(promoted).get("user").get("role").stringValue());
        assertEquals(204, user.get("/api/v1/probe/setter").statusCode());
        assertEquals(403, user.get("/api/v1/users").statusCode());
        assertEquals(204, admin.get("/api/v1/probe/setter").statusCode());
        admin.patch("/api/v1/users/" + user.id(), "{\"role\":\"user\"}");
        assertEquals(403, user.get("/api/v1/probe/setter").statusCode());
    }

    @Test
    void disabledAccountIsOutAtOnceAndStaysOut() {
        Person user = app.register("troublemaker");
        String token = newToken(user, "{\"name\":\"a\"}");
        assertEquals(200, bearer(token, "/api/v1/me").statusCode());
        Person admin = app.admin();
        assertEquals(
                200,
                admin.patch("/api/v1/users/" + user.id(), "{\"disabled\":true}").statusCode());
        assertEquals(401, user.get("/api/v1/me").statusCode());
        assertEquals(401, bearer(token, "/api/v1/me").statusCode());
        HttpResponse<String> login =
                app.anonymous().post("/api/v1/auth/login", credentials("troublemaker", password("troublemaker")));
        assertEquals(403, login.statusCode());
        assertEquals(
                401,
                app.anonymous()
                        .post("/api/v1/auth/login", credentials("troublemaker", "wrong"))
                        .statusCode());
        admin.patch("/api/v1/users/" + user.id(), "{\"disabled\":false}");
        assertEquals(200, bearer(token, "/api/v1/me").statusCode());
        assertEquals(401, user.get("/api/v1/me").statusCode());
        app.login("troublemaker", password("troublemaker"));
    }

    @Test
    void lastAdminCanBeNeitherDisabledNorMadeLess() {
        Person admin = app.admin();
        String me = "/api/v1/users/" + admin.id();
        assertEquals(409, admin.patch(me, "{\"disabled\":true}").statusCode());
        assertEquals(409, admin.patch(me, "{\"role\":\"user\"}").statusCode());
        Person second = app.register("second-admin", Role.ADMIN);
        assertEquals(200, second.patch(me, "{\"role\":\"setter\"}").statusCode());
        assertEquals(403, admin.get("/api/v1/users").statusCode());
        assertEquals(
                409,
                second.patch("/api/v1/users/" + second.id(), "{\"role\":\"user\"}")
                        .statusCode());
        assertEquals(200, second.patch(me, "{\"role\":\"admin\"}").statusCode());
        assertEquals(
                200,
                admin.patch("/api/v1/users/" + second.id(), "{\"role\":\"user\"}")
                        .statusCode());
    }

    @Test
    void adminFindsUsersByAPartOfTheirName() {
        for (String name : List.of("find-me-1", "Find-Me-2", "find_me_3", "findXmeX4")) {
            app.register(name);
        }
        Person admin = app.admin();
        JsonNode page = json(admin.get("/api/v1/users?query=IND-M&limit=1"));
        assertEquals("find-me-1", page.get("items").get(0).get("username").stringValue());
        JsonNode next = json(admin.get(
                "/api/v1/users?query=IND-M&limit=1&after=" + page.get("next").stringValue()));
        assertEquals("Find-Me-2", next.get("items").get(0).get("username").stringValue());
        assertTrue(next.get("next").isNull());
        // '_' and '%' stand for themselves
        assertEquals(
                1, json(admin.get("/api/v1/users?query=find_me")).get("items").size());
        assertEquals(0, json(admin.get("/api/v1/users?query=%25")).get("items").size());
        assertEquals(0, json(admin.get("/api/v1/users?query=%5C")).get("items").size());
        assertEquals(400, admin.get("/api/v1/users?query=%00").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"king\"}",
                "{\"role\":\"ADMIN\"}",
                "{\"disabled\":\"yes\"}",
                "{\"password\":\"x\"}"
            })
    void malformedChangeIsTheCallersFault(String body) {
        Person admin = app.admin();
        assertEquals(400, admin.patch("/api/v1/users/" + admin.id(), body).statusCode());
    }

    @Test
    void unknownUserIsNotFound() {
        assertEquals(
                404,
                app.admin()
                        .patch("/api/v1/users/00000000-0000-0000-0000-000000000000", "{\"disabled\":true}")
                        .statusCode());
        assertEquals(
                404,
                app.admin().patch("/api/v1/users/me", "{\"disabled\":true}").statusCode());
    }

    @Test
    void theFirstAdminIsMadeOnce() {
        app.identity().createFirstAdmin(new Secret("another password"));
        assertEquals(
                401,
                app.anonymous()
                        .post("/api/v1/auth/login", "{\"username\":\"admin\",\"password\":\"another password\"}")
                        .statusCode());
        assertEquals(200, app.admin().get("/api/v1/me").statusCode());
    }

    @Test
    void whatIsOverIsSweptAndWhatIsNotStays() {
        Person person = app.register("long-gone");
        String lasting = newToken(person, "{\"name\":\"lasting\"}");
        newToken(
                person,
                "{\"name\":\"expiring\",\"expiresAt\":\"" + clock.instant().plusSeconds(60) + "\"}");
        app.identity().purge();
        assertEquals(200, person.get("/api/v1/me").statusCode());
        clock.pass(Duration.ofDays(15));
        app.identity().purge();
        assertEquals(0, rows("login_session", person));
        assertEquals(2, rows("access_token", person));
        assertEquals(1, rows("known_address", person));
        clock.pass(Duration.ofDays(80));
        app.identity().purge();
        assertEquals(1, rows("access_token", person));
        assertEquals(0, rows("known_address", person));
        assertEquals(200, bearer(lasting, "/api/v1/me").statusCode());
    }

    private int rows(String table, Person person) {
        return database.database()
                .read(handle -> handle.createQuery("select count(*) from " + table + " where user_id = ?")
                        .bind(0, person.id())
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void passwordHashedWithOldCostIsRenewedAtLogin() {
        app.register("old-hash");
        String old = "$argon2id$v=19$m=32,t=1,p=1$";
        Passwords cheaper = new Passwords(
                new Passwords.Config(32, 1, 1, 1, 1), new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
        app.database()
                .database()
                .useTransaction(tx -> tx.execute(
                        "update users set password_hash = ? where username = 'old-hash'",
                        cheaper.hash(password("old-hash"))));
        cheaper.close();
        app.login("old-hash", password("old-hash"));
        String renewed = app.database()
                .database()
                .read(handle -> handle.createQuery("select password_hash from users where username = 'old-hash'")
                        .mapTo(String.class)
                        .one());
        assertNotEquals(old, renewed.substring(0, old.length()));
        app.login("old-hash", password("old-hash"));
    }

    @Test
    void documentAndRoutesAreEqual() {
        JsonNode document = json(app.server().get("/openapi"));
        assertTrue(
                document.at("/paths/~1api~1v1~1auth~1login/post/responses/429").isObject());
        assertEquals(
                List.of("username", "password"),
                document.at("/components/schemas/Registration/required")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList());
    }
}
