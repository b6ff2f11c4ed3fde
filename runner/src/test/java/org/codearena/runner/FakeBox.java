package org.codearena.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Scripts in place of the launcher, for tests that need no sandbox. */
final class FakeBox {
    private FakeBox() {}

    /** One that answers runs as it is asked to, in mode B. */
    static Path working(Path directory) throws IOException {
        Path script = directory.resolve("fake-box.sh");
        try (InputStream text = FakeBox.class.getResourceAsStream("/fake-box.sh")) {
            Files.copy(Objects.requireNonNull(text), script);
        }
        return executable(script);
    }

    /** One that says that no mode works. */
    static Path broken(Path directory) throws IOException {
        Path script = directory.resolve("broken-box.sh");
        Files.writeString(script, "#!/bin/sh\necho 'fail id=0 message=no%20namespaces'\nexit 1\n");
        return executable(script);
    }

    private static Path executable(Path script) throws IOException {
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
