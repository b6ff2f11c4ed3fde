package org.codearena.runner.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignatureTest {
    private static final String KEY = "00112233445566778899aabbccddeeff".repeat(2);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    /** Made by another program: openssl dgst -sha256 -mac HMAC. */
    private static final String GOOD = "v1;sub=server;exp=1800000030;mac=geLmWhgvJyx5cBapJuFlD9dpseAltbGa6-TLQVOMdJ0";

    private final Signature signature = new Signature(KEY, InstantSource.fixed(NOW));

    private Optional<Subject> check(String header) {
        return signature.check("GET", "/file?path=a", Optional.of(header));
    }

    @Test
    void takesWhatAnotherProgramSigned() {
        assertEquals(Optional.of(new Subject.Server()), check(GOOD));
    }

    @Test
    void everyPartIsSigned() {
        assertEquals(Optional.empty(), signature.check("PUT", "/file?path=a", Optional.of(GOOD)));
        assertEquals(Optional.empty(), signature.check("GET", "/file?path=b", Optional.of(GOOD)));
        assertEquals(Optional.empty(), signature.check("GET", "/file", Optional.of(GOOD)));
        assertEquals(Optional.empty(), check(GOOD.replace("1800000030", "1800000031")));
        assertEquals(Optional.empty(), check(GOOD.replace("server", "user:1%3Blogin:2")));
        Signature other = new Signature(KEY.replace('0', '1'), InstantSource.fixed(NOW));
        assertEquals(Optional.empty(), other.check("GET", "/file?path=a", Optional.of(GOOD)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-31, -30, 0, 30, 31})
    void isGoodUntilItExpiresAndNotMuchBefore(long later) {
        Signature then = new Signature(KEY, InstantSource.fixed(NOW.plusSeconds(later)));
        boolean good = later >= -30 && later <= 30;
        assertEquals(good, then.check("GET", "/file?path=a", Optional.of(GOOD)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "v2;sub=server;exp=1800000030;mac=geLmWhgvJyx5cBapJuFlD9dpseAltbGa6-TLQVOMdJ0",
                "v1;sub=server;exp=1800000030;mac=",
                "v1;sub=server;exp=1800000030",
                "v1;sub=server;exp=-1;mac=geLmWhgvJyx5cBapJuFlD9dpseAltbGa6-TLQVOMdJ0",
                "v1;sub=;exp=1800000030;mac=geLmWhgvJyx5cBapJuFlD9dpseAltbGa6-TLQVOMdJ0",
                "v1;exp=1800000030;sub=server;mac=geLmWhgvJyx5cBapJuFlD9dpseAltbGa6-TLQVOMdJ0",
                " v1;sub=server;exp=1800000030;mac=geLmWhgvJyx5cBapJuFlD9dpseAltbGa6-TLQVOMdJ0"
            })
    void whatHasAnotherFormIsNoSignature(String header) {
        assertEquals(Optional.empty(), check(header));
    }

    @Test
    void noHeaderIsNoSignature() {
        assertEquals(Optional.empty(), signature.check("GET", "/file?path=a", Optional.empty()));
    }

    @Test
    void aSubjectIsTheServerOrAUserWithALogin() {
        assertEquals(Optional.of(new Subject.User("7", "l9")), Subject.parse("user:7;login:l9"));
        assertTrue(new Subject.User("7", "l9").isOf("l9"));
        assertFalse(new Subject.User("7", "l9").isOf("l8"));
        assertFalse(new Subject.Server().isOf(""));
        for (String wrong :
                new String[] {"", "user:7", "user:7;login", "login:9;user:7", "user:7;login:9;x", "Server"}) {
            assertEquals(Optional.empty(), Subject.parse(wrong), wrong);
        }
    }

    @Test
    void aKeyHas32Bytes() {
        assertThrows(IllegalArgumentException.class, () -> new Signature("0011", InstantSource.system()));
        assertThrows(IllegalArgumentException.class, () -> new Signature("z".repeat(64), InstantSource.system()));
    }
}
