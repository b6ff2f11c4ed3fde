package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.codearena.contract.Exit;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.language.Languages;
import org.codearena.server.language.Toolchain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ToolchainsTest {
    @TempDir
    private Path directory;

    private final FakeRunners runners = new FakeRunners();

    @Test
    void aToolchainThatWorksIsOfferedWithItsVersion() throws IOException {
        assertEquals(Toolchain.available("fake", ""), check());
    }

    @Test
    void aMissingToolchainIsSaidToBeMissing() throws IOException {
        runners.endWith(new Exit.NotStarted("no such file or directory"));
        Toolchain toolchain = check();
        assertFalse(toolchain.isAvailable());
        assertEquals(
                "'fake' could not be started: no such file or directory",
                toolchain.unavailableReason().orElseThrow());
    }

    @Test
    void aToolchainThatFailsIsNotOffered() throws IOException {
        runners.endWith(new Exit.Code(1));
        assertTrue(check().unavailableReason().orElseThrow().startsWith("'fake --version' ended with"));
    }

    @Test
    void aRunnerThatFailsIsTheReason() throws IOException {
        runners.failNext(1);
        assertEquals("told to fail", check().unavailableReason().orElseThrow());
    }

    private Toolchain check() throws IOException {
        return new Toolchains(runners, new DirectoryBlobs(directory), Languages.of(List.of(new FakeLanguage())))
                .check(new FakeLanguage());
    }
}
