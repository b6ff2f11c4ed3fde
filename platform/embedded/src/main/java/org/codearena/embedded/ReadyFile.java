package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.codearena.services.Home;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running instance says of itself in {@code ready.json}, from the moment it is ready until it ends.
 *
 * @param health where its readiness can be asked, on a port that is not for people
 * @param parts the processes that can be restarted one by one; none where all is one process
 */
record ReadyFile(String url, long pid, String adminUser, String adminPasswordFile, String health, List<Part> parts) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * One process.
     *
     * @param name that of its mark and its log
     * @param health where its own readiness can be asked
     */
    record Part(String name, String health) {}

    /** @param parts may be missing, as in the file of an earlier version that still runs */
    ReadyFile(
            String url,
            long pid,
            String adminUser,
            String adminPasswordFile,
            String health,
            @Nullable List<Part> parts) {
        this.url = url;
        this.pid = pid;
        this.adminUser = adminUser;
        this.adminPasswordFile = adminPasswordFile;
        this.health = health;
        this.parts = parts == null ? List.of() : List.copyOf(parts);
    }

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
