package org.codearena.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VersionProbeTest {
    private final VersionProbe probe = new VersionProbe("v(\\d+\\.\\S+)", "node", "--version");

    @Test
    void theFirstGroupIsTheVersion() {
        assertEquals(Optional.of("20.20.2"), probe.versionIn("node\nv20.20.2\n"));
    }

    @Test
    void otherWordsHoldNoVersion() {
        assertEquals(Optional.empty(), probe.versionIn("node: not found"));
    }
}
