package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read the key of a workspace. */
class KeyFileTest {
    private static final int SOMEBODY_ELSE = 65_531;

    @TempDir
    private Path directory;

    private Path key(String mode) throws IOException {
        Path key = Files.writeString(directory.resolve("key"), WorkspaceClient.KEY);
        return Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    }

    /** As a cluster mounts a secret: of another user, and a link that leads through a directory of a version. */
    private Path keyOfAnother(String mode) throws IOException {
        Path key = key(mode);
        assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "only root can give a file away");
        Files.setAttribute(key, "unix:uid", SOMEBODY_ELSE);
        return Files.createSymbolicLink(directory.resolve("mounted"), key);
    }

    private WorkspaceOptions parse(Path key) throws OptionsException {
        return WorkspaceOptions.parse(List.of(
                "--listen",
                "tcp:127.0.0.1:0",
                "--key-file",
                key.toString(),
                "--room",
                "/bin/true",
                "--disk",
                directory.resolve("disk").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void ourOwnFileIsForUsAlone(String mode) throws Exception {
        assertEquals(WorkspaceClient.KEY, parse(key(mode)).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "r--r-----", "rw----r--", "rw--w----"})
    void ourOwnFileThatOthersReachIsRefused(String mode) throws IOException {
        Path key = key(mode);
        OptionsException refused = assertThrows(OptionsException.class, () -> parse(key));
        assertTrue(
                String.valueOf(refused.getMessage()).contains(mode + ", allowed is rw-------"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--r-----", "rw-r-----"})
    void aMountedSecretIsReadAsItsGroup(String mode) throws Exception {
        assertEquals(WorkspaceClient.KEY, parse(keyOfAnother(mode)).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--r--r--", "rw-rw----", "r-xr-----"})
    void aMountedSecretThatOthersReachIsRefused(String mode) throws IOException {
        Path key = keyOfAnother(mode);
        OptionsException refused = assertThrows(OptionsException.class, () -> parse(key));
        assertTrue(
                String.valueOf(refused.getMessage()).contains(mode + ", allowed is r--r-----, as it is another user's"),
                refused.getMessage());
    }

    @Test
    void whatHoldsNoKeyIsRefused() throws IOException {
        Path key = key("rw-------");
        Files.writeString(key, "secret");
        OptionsException refused = assertThrows(OptionsException.class, () -> parse(key));
        assertTrue(String.valueOf(refused.getMessage()).contains("holds no 64 hexadecimal digits"));
    }
}
