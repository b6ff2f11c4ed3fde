package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.codearena.services.Home;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running instance says of itself in {@code ready.json}, from the moment it is ready until it ends.
 *
 * @param health where its readiness can be asked, on a port that is not for people
 */
record ReadyFile(String url, long pid, String adminUser, String adminPasswordFile, String health) {
    private static final JsonMapper JSON = JsonMapper.shared();

    void write(Path file) {
        Home.writeWhole(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    /** What the instance in this directory says, which must run. */
    static ReadyFile of(DataDirectory directory) {
        return read(directory.readyFile())
                .filter(file -> directory.user().isPresent())
                .orElseThrow(() -> new FailureException(
                        "CodeArena does not run in %s: start it with './codearena up', or name its directory with --data DIR"
                                .formatted(directory.root())));
    }

    /** What the file says; empty where there is none. */
    static Optional<ReadyFile> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), ReadyFile.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | JacksonException broken) {
            throw new FailureException("cannot read " + file + ": " + broken.getMessage(), broken);
        }
    }
}
