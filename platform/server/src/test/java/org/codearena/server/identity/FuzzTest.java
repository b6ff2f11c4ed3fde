package org.codearena.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import org.codearena.server.TestDatabase;
import org.codearena.server.identity.TestIdentity.Person;
import org.codearena.server.infra.http.HttpConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Broken bodies at every door of the accounts. Seeded, so that what fails once fails again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTest {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "1.5",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\u202e\u0130\"",
            "[]",
            "{}",
            "[null]",
            "[[[[]]]]",
            "{\"a\":{}}",
            "9999999999999999999999",
            "\"%_\\\\'\\\";--\"",
            "\"2026-13-45T99:99:99Z\"");

    private final TestDatabase database = TestDatabase.open();
    private final Random random = new Random(20261121);
    private final TestIdentity app = start();

    private TestIdentity start() {
        HttpConfig http = HttpConfig.defaults();
        InstantSource clock = InstantSource.system();
        return new TestIdentity(
                database, clock, TestIdentity.CHEAP, new Patient(), http, IdentityConfig.of(http), List.of());
    }

    /** Never makes anyone wait: here the bodies are to reach as far as they can. */
    private static final class Patient implements Attempts {
        @Override
        public Optional<Duration> begin(String key, Policy policy) {
            return Optional.empty();
        }

        @Override
        public void forgive(String key) {}

        @Override
        public void clear(String key) {}
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST  | /api/v1/auth/register | {\"username\":\"fuzz\",\"password\":\"correct horse\"}",
                "POST  | /api/v1/auth/login    | {\"username\":\"fuzz\",\"password\":\"correct horse\"}",
                "POST  | /api/v1/auth/logout   | {\"a\":[1,2,{\"b\":null}]}",
                "PUT   | /api/v1/me/password   | {\"current\":\"correct horse\",\"next\":\"correct horses\"}",
                "POST  | /api/v1/me/tokens     | {\"name\":\"t\",\"expiresAt\":\"2027-01-01T00:00:00Z\"}",
                "PATCH | /api/v1/users/ME      | {\"role\":\"admin\",\"disabled\":false}"
            })
    void brokenBodyNeverYieldsAServerError(String method, String path, String body) {
        Person admin = app.admin();
        String target = path.replace("ME", admin.id().toString());
        for (int i = 0; i < 300; i++) {
            byte[] broken = broken(body);
            HttpResponse<String> response = app.server()
                    .send(admin.request(target)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofByteArray(broken)));
            String sent = new String(broken, StandardCharsets.ISO_8859_1);
            assertTrue(response.statusCode() < 500, () -> sent + " -> " + response.body());
            if (response.statusCode() >= 400) {
                assertEquals(
                        "application/problem+json",
                        response.headers().firstValue("Content-Type").orElse(""),
                        sent);
            }
            if (response.statusCode() == 204 || response.statusCode() == 401) {
                admin = app.admin();
            }
        }
    }

    private byte[] broken(String body) {
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes(body), random.nextInt(body.length() + 1));
            case 1 -> flipped(bytes(body));
            case 2 -> bytes(body.replaceFirst(":[^,}]*", ":" + Matcher.quoteReplacement(value())));
            default -> bytes(body.replaceAll(":[^,}]*", ":" + Matcher.quoteReplacement(value())));
        };
    }

    private String value() {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private byte[] flipped(byte[] bytes) {
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
