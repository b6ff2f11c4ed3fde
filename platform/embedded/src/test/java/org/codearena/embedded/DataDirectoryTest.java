package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.codearena.services.ProcessMark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void belongsToOneInstanceUntilItIsGivenBack() {
        var data = new DataDirectory(directory);
        try (var _ = data.take()) {
            assertEquals(ProcessMark.ofThisProcess(), data.user().orElseThrow());
            assertTrue(
                    data.inUse().contains("process " + ProcessHandle.current().pid()), data.inUse());
        }
        assertTrue(data.user().isEmpty());
        data.take().close();
    }

    @Test
    void aMarkOfAProcessThatIsGoneCountsForNothing() throws Exception {
        var data = new DataDirectory(directory);
        Process gone = new ProcessBuilder("sleep", "600").start();
        ProcessMark.of(gone.pid()).orElseThrow().write(directory.resolve("codearena.pid"));
        assertTrue(data.user().isPresent());
        gone.destroyForcibly().waitFor();
        assertTrue(data.user().isEmpty());
        data.take().close();
    }

    @Test
    void whatAKilledInstanceSaidOfItselfIsTakenBack() throws IOException {
        var data = new DataDirectory(directory);
        Files.writeString(data.readyFile(), "{}");
        try (var _ = data.take()) {
            assertFalse(Files.exists(data.readyFile()));
        }
    }

    @Test
    void aFileInItsPlaceIsToldByName() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        var refused = assertThrows(FailureException.class, () -> new DataDirectory(file).take());
        assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()), refused.getMessage());
    }

    @Test
    void theAdministratorsPasswordIsKeptAndOursAlone() throws IOException {
        var data = new DataDirectory(directory);
        String password = data.adminPassword();
        assertEquals(password, data.adminPassword());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.adminPasswordFile())));
    }

    @Test
    void aSocketFitsInWhatTheSystemAllowsHoweverLongTheDirectory() {
        Path deep = directory.resolve("d".repeat(60)).resolve("e".repeat(60));
        assertTrue(new DataDirectory(directory).socket("runner").startsWith(directory));
        assertTrue(new DataDirectory(deep).socket("runner").toString().length() < 108);
        assertEquals(new DataDirectory(deep).socket("runner"), new DataDirectory(deep).socket("runner"));
    }
}
