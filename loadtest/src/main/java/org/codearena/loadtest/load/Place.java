package org.codearena.loadtest.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.loadtest.load.drain.Judge;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the target is and how one gets in.
 *
 * @param data its data directory, where it is on this machine
 * @param metrics where it tells of itself, where that can be reached
 * @param judges that are processes of their own
 */
record Place(URI url, String admin, String password, Optional<Path> data, Optional<URI> metrics, List<Judge> judges) {
    private static final String USUAL_ADMIN = "admin";

    /** Without the password. */
    @Override
    public String toString() {
        return url.toString();
    }

    /** What is named counts; the rest is as the installation in the data directory says of itself. */
    static Place of(Optional<URI> url, Optional<Path> data, Optional<Path> passwordFile, Optional<URI> metrics)
            throws IOException {
        Optional<JsonNode> ready = data.isPresent() ? ready(data.get()) : Optional.empty();
        if (data.isPresent() && ready.isEmpty()) {
            throw new LoadException("no installation runs in " + data.get() + ": there is no ready.json in it");
        }
        URI target = url.or(() -> ready.map(each -> URI.create(each.path("url").asString())))
                .orElseThrow(() -> new LoadException(
                        "name the installation: --target URL, or --data DIR of one that" + " runs on this machine"));
        Path secret = passwordFile
                .or(() ->
                        ready.map(each -> Path.of(each.path("adminPasswordFile").asString())))
                .orElseThrow(() -> new LoadException("the admin's password is needed to make users and to check what"
                        + " became of the submissions: name its file with --admin-password-file FILE, or --data DIR"));
        String admin =
                ready.map(each -> each.path("adminUser").asString(USUAL_ADMIN)).orElse(USUAL_ADMIN);
        Optional<URI> told = ready.map(each -> each.path("health").asString(""))
                .filter(health -> !health.isEmpty())
                .map(health -> URI.create(health).resolve("/metrics"));
        return new Place(
                target,
                admin,
                Files.readString(secret).strip(),
                data,
                metrics.or(() -> told),
                ready.map(Place::judges).orElse(List.of()));
    }

    private static List<Judge> judges(JsonNode ready) {
        List<Judge> judges = new ArrayList<>();
        for (JsonNode part : ready.path("parts")) {
            String name = part.path("name").asString("");
            if (name.startsWith("judge")) {
                judges.add(new Judge(name, URI.create(part.path("health").asString(""))));
            }
        }
        return judges;
    }

    private static Optional<JsonNode> ready(Path data) throws IOException {
        Path file = data.resolve("ready.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readTree(Files.readAllBytes(file)));
        } catch (JacksonException broken) {
            throw new IOException(file + " is not JSON: " + broken.getOriginalMessage(), broken);
        }
    }
}
