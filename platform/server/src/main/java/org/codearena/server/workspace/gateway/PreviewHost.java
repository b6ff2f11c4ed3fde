package org.codearena.server.workspace.gateway;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port of a session, as it is named in front of the preview host: {@code 3000-0190….preview.example.net}. */
record PreviewHost(int port, UUID session) {
    static final int LEAST_PORT = 1024;
    static final int MOST_PORT = 65_535;

    private static final Pattern LABEL =
            Pattern.compile("([1-9][0-9]{3,4})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    static Optional<PreviewHost> of(int port, UUID session) {
        return port >= LEAST_PORT && port <= MOST_PORT ? Optional.of(new PreviewHost(port, session)) : Optional.empty();
    }

    /** Reads the label, exactly as it is written here. */
    static Optional<PreviewHost> parse(String label) {
        Matcher form = LABEL.matcher(label);
        return form.matches() ? of(Integer.parseInt(form.group(1)), UUID.fromString(form.group(2))) : Optional.empty();
    }

    String label() {
        return port + "-" + session;
    }
}
