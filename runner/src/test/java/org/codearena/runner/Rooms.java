package org.codearena.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The real program of rooms, where it works. */
final class Rooms {
    static final Path ROOM = Path.of("room/target/room").toAbsolutePath();

    private Rooms() {}

    /** Skips the test, with a reason that is printed, where no room can be made in this mode. */
    static void require(String mode, Path directory) throws IOException, InterruptedException {
        Path ports = Files.createDirectories(directory.resolve("try-ports"));
        List<String> line = List.of(
                ROOM.toString(),
                "serve",
                "--uid",
                "65533",
                "--mode",
                mode,
                "--disk",
                directory.resolve("try-disk").toString(),
                "--ports",
                ports.toString());
        Process room = new ProcessBuilder(line).redirectErrorStream(true).start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(room.getInputStream(), StandardCharsets.UTF_8))) {
            String first = String.valueOf(said.readLine());
            room.getOutputStream().close();
            room.waitFor();
            if (!first.startsWith("ready ")) {
                System.out.println("skipped: no room of mode " + mode + " here: " + first);
            }
            Assumptions.assumeTrue(first.startsWith("ready "), () -> "no room of mode " + mode + " here: " + first);
        }
    }

    /** The words that start a runner in a directory of its own, on any free port. */
    static List<String> words(Path directory, String... more) throws IOException {
        Path key = directory.resolve("key");
        if (!Files.exists(key)) {
            Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, WorkspaceClient.KEY);
        }
        List<String> words = new ArrayList<>(List.of(
                "--listen", "tcp:127.0.0.1:0",
                "--key-file", key.toString(),
                "--room", ROOM.toString(),
                "--disk", directory.resolve("disk").toString()));
        words.addAll(List.of(more));
        return words;
    }
}
