package org.codearena.server.submission;

import java.util.Optional;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Fault;
import org.jspecify.annotations.Nullable;

/** The file or class that a program starts with, as a client names it. */
final class EntryPoint {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/$-]{1,255}");

    private EntryPoint() {}

    static Optional<String> check(@Nullable String given) {
        if (given != null && (!NAME.matcher(given).matches() || given.startsWith("-"))) {
            throw Fault.badField(
                    "entryPoint", "may hold 1 to 255 letters, digits, '.', '_', '$', '-' and '/', and no '-' in front");
        }
        return Optional.ofNullable(given);
    }
}
