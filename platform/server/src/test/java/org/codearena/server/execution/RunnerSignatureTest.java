package org.codearena.server.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.codearena.server.execution.RunnerSignature.Subject;
import org.codearena.server.kernel.Secret;
import org.junit.jupiter.api.Test;

/** The values were computed by another program, from the text of the specification. */
class RunnerSignatureTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private final RunnerSignature signature =
            new RunnerSignature(new Secret(KEY), InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000L)));

    @Test
    void serverSignsMethodAndTarget() {
        assertEquals(
                "v1;sub=server;exp=1800000030;mac=ZenvqHi6hHpU3tEq_x-_aLzdSITIzgh0XW9WbARRySs",
                signature.sign("GET", "/changes?epoch=e1&after=7", new Subject.Server()));
    }

    @Test
    void whatALoginIsCalledCannotEndTheSubject() {
        assertEquals(
                "v1;sub=user:00000000-0000-0000-0000-00000000002a%3Blogin:a%3B%0Ab%C3%A9;exp=1800000030;"
                        + "mac=nJXUDZqJUCUCwWMrAXZORCDu7qDr-XyR9jsySsYFXi4",
                signature.sign("GET", "/connect", new Subject.User(new UUID(0, 42), "a;\nbé")));
    }

    @Test
    void shortKeyIsRefused() {
        InstantSource clock = InstantSource.system();
        assertThrows(IllegalArgumentException.class, () -> new RunnerSignature(new Secret("00ff"), clock));
    }
}
