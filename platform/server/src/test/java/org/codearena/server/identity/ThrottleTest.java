package org.codearena.server.identity;

import static org.codearena.server.identity.TestIdentity.credentials;
import static org.codearena.server.identity.TestIdentity.password;
import static org.codearena.server.infra.http.TestServer.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.codearena.server.TestDatabase;
import org.codearena.server.infra.http.HttpConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Guessing over HTTP, from addresses that a trusted proxy reports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThrottleTest {
    private static final String HOME = "198.51.100.1";
    private static final String ATTACKER = "203.0.113.7";

    private final TestDatabase database = TestDatabase.open();
    private TestClock clock = new TestClock();
    private TestIdentity app = start(1, config -> config);

    @BeforeEach
    void startAnew() {
        app.close();
        clock = new TestClock();
        app = start(1, config -> config);
    }

    private TestIdentity start(int trustedHops, UnaryOperator<IdentityConfig> rules) {
        database.database().useTransaction(tx -> tx.execute("truncate users cascade"));
        HttpConfig http = HttpConfig.defaults().withTrustedHops(trustedHops);
        return new TestIdentity(
                database,
                clock,
                TestIdentity.CHEAP,
                Attempts.local(clock),
                http,
                rules.apply(IdentityConfig.of(http)),
                List.of());
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    private HttpResponse<String> call(String path, String forwardedFor, String username, String password) {
        return app.server()
                .send(app.server()
                        .request(path)
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", forwardedFor)
                        .POST(BodyPublishers.ofString(credentials(username, password))));
    }

    private HttpResponse<String> login(String forwardedFor, String username, String password) {
        return call("/api/v1/auth/login", forwardedFor, username, password);
    }

    private void register(String forwardedFor, String username) {
        assertEquals(
                201,
                call("/api/v1/auth/register", forwardedFor, username, password(username))
                        .statusCode());
    }

    private void guess(String forwardedFor, String username, int times, int status) {
        for (int i = 0; i < times; i++) {
            assertEquals(status, login(forwardedFor, username, "wrong guess").statusCode(), "guess " + i);
        }
    }

    @Test
    void guessingAtOneAccountWaitsTwiceAsLongEachTime() {
        register(HOME, "ada");
        guess(ATTACKER, "ada", 5, 401);
        for (int seconds : List.of(1, 2, 4, 8, 16)) {
            HttpResponse<String> refused = login(ATTACKER, "ADA", "wrong guess");
            assertEquals(429, refused.statusCode());
            assertEquals(String.valueOf(seconds), header(refused, "Retry-After"));
            clock.pass(Duration.ofSeconds(seconds));
            guess(ATTACKER, "ada", 1, 401);
        }
    }

    @Test
    void accountThatDoesNotExistIsThrottledAlike() {
        guess(ATTACKER, "nobody-here", 5, 401);
        HttpResponse<String> refused = login(ATTACKER, "nobody-here", "wrong guess");
        assertEquals(429, refused.statusCode());
        assertEquals("1", header(refused, "Retry-After"));
    }

    @Test
    void ownerIsNotLockedOutByOthersGuesses() {
        register(HOME, "ada");
        guess(ATTACKER, "ada", 5, 401);
        guess("203.0.113.8", "ada", 5, 429);
        assertEquals(200, login(HOME, "ada", password("ada")).statusCode());
        // From a place she has never been she must wait, but not for ever.
        assertEquals(429, login("192.0.2.55", "ada", password("ada")).statusCode());
        clock.pass(Duration.ofSeconds(1));
        assertEquals(200, login("192.0.2.55", "ada", password("ada")).statusCode());
    }

    @Test
    void ownersOwnMistakesAreCountedToo() {
        register(HOME, "ada");
        guess(HOME, "ada", 5, 401);
        assertEquals(429, login(HOME, "ada", password("ada")).statusCode());
        clock.pass(Duration.ofSeconds(1));
        assertEquals(200, login(HOME, "ada", password("ada")).statusCode());
        guess(HOME, "ada", 5, 401);
    }

    @Test
    void guessingAtManyAccountsFromOneAddressIsThrottled() {
        for (int i = 0; i < 50; i++) {
            guess(ATTACKER, "someone-" + i, 1, 401);
        }
        guess(ATTACKER, "someone-else", 1, 429);
        guess("203.0.113.8", "someone-else", 1, 401);
    }

    @Test
    void addressIsNotWashedCleanByALoginOfItsOwn() {
        register(ATTACKER, "mallory");
        for (int i = 0; i < 49; i++) {
            guess(ATTACKER, "someone-" + i, 1, 401);
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(200, login(ATTACKER, "mallory", password("mallory")).statusCode());
        }
        guess(ATTACKER, "someone-49", 1, 401);
        guess(ATTACKER, "someone-50", 1, 429);
    }

    @Test
    void neighboursOfOneIpv6NetworkCountAsOne() {
        for (int i = 0; i < 50; i++) {
            guess("2001:db8:1:2::" + Integer.toHexString(i), "someone-" + i, 1, 401);
        }
        guess("2001:db8:1:2:ffff::1", "someone-else", 1, 429);
        guess("2001:db8:1:3::1", "someone-else", 1, 401);
    }

    @Test
    void tenThousandWrongPasswordsCostAHandfulOfHashes() throws Exception {
        register(HOME, "ada");
        long before = app.hashes();
        AtomicInteger refused = new AtomicInteger();
        try (ExecutorService attackers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 10_000; i++) {
                String from = "203.0." + (i % 100) + "." + (i % 250);
                attackers.execute(() -> {
                    if (login(from, "ada", "wrong guess").statusCode() == 429) {
                        refused.incrementAndGet();
                    }
                });
            }
        }
        assertEquals(9_995, refused.get());
        assertEquals(before + 5, app.hashes());
        assertEquals(200, login(HOME, "ada", password("ada")).statusCode());
    }

    @Test
    void registrationsFromOneAddressAreThrottled() {
        app.close();
        app = start(
                1,
                config -> config.withRegistrations(
                        new Attempts.Policy(3, Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1))));
        register(ATTACKER, "sock-1");
        register(ATTACKER, "sock-2");
        register(ATTACKER, "sock-3");
        HttpResponse<String> refused = call("/api/v1/auth/register", ATTACKER, "sock-4", password("sock-4"));
        assertEquals(429, refused.statusCode());
        assertEquals("60", header(refused, "Retry-After"));
        register(HOME, "honest");
        clock.pass(Duration.ofMinutes(1));
        register(ATTACKER, "sock-4");
    }

    @Test
    void forgedForwardingBuysNothing() {
        // The proxy appends what it saw; what stands before was written by the caller.
        for (int i = 0; i < 50; i++) {
            guess("10.0.0." + i + ", " + ATTACKER, "someone-" + i, 1, 401);
        }
        guess("10.9.9.9, " + ATTACKER, "someone-else", 1, 429);
    }

    @Test
    void withoutATrustedProxyForwardingIsNotBelievedAtAll() {
        app.close();
        app = start(0, config -> config);
        for (int i = 0; i < 50; i++) {
            guess("10.0.0." + i, "someone-" + i, 1, 401);
        }
        guess("10.9.9.9", "someone-else", 1, 429);
    }

    @Test
    void refusalTellsHowLongToWait() {
        guess(ATTACKER, "ada", 5, 401);
        assertTrue(login(ATTACKER, "ada", "x").body().contains("try again in 1 s"));
    }
}
