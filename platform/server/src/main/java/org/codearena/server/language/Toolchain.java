package org.codearena.server.language;

import java.util.Optional;

/**
 * What a judge found out about a language's toolchain.
 *
 * @param version as the toolchain prints it
 * @param unavailableReason why the language is not offered; absent when it is
 */
public record Toolchain(String language, Optional<String> version, Optional<String> unavailableReason) {
    /** A toolchain that works. */
    public static Toolchain available(String language, String version) {
        return new Toolchain(language, Optional.of(version), Optional.empty());
    }

    /** A toolchain that is missing or fails its self-test. */
    public static Toolchain unavailable(String language, String reason) {
        return new Toolchain(language, Optional.empty(), Optional.of(reason));
    }

    public boolean isAvailable() {
        return unavailableReason.isEmpty();
    }
}
