package org.codearena.loadtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an installation that is up says of itself, in the {@code ready.json} of its data directory.
 *
 * @param health where its readiness is asked, on the port that has its metrics
 */
public record Ready(URI url, long pid, URI health, String adminUser, Path adminPasswordFile) {
    /** Of the installation whose data this is; it must be up. */
    public static Ready of(Path data) throws IOException {
        JsonNode ready = JsonMapper.shared().readTree(Files.readAllBytes(data.resolve("ready.json")));
        return new Ready(
                URI.create(ready.get("url").asString()),
                ready.get("pid").asLong(),
                URI.create(ready.get("health").asString()),
                ready.get("adminUser").asString(),
                Path.of(ready.get("adminPasswordFile").asString()));
    }
}
