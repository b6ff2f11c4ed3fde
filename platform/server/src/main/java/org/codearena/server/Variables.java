package org.codearena.server;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.kernel.Secret;
import org.codearena.server.kernel.TimeText;

/**
 * The environment, read variable by variable. What is wrong is gathered, and counts as not given meanwhile, so that all of it can be
 * said at once. A variable that is empty is one that is not given.
 */
final class Variables {
    private final Map<String, String> environment;
    private final List<String> faults = new ArrayList<>();

    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @throws ConfigException if anything is wrong */
    void end() throws ConfigException {
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
    }

    /** Variables that look like ours and are none: perhaps misspelt. */
    List<String> unknown() {
        return environment.keySet().stream()
                .filter(key -> Variable.isOurs(key) && !Variable.isKnown(key))
                .sorted()
                .toList();
    }

    void fault(String fault) {
        faults.add(fault);
    }

    void fault(Variable variable, String value, String allowed) {
        fault(variable.key() + " is " + Quoted.of(value) + ", allowed are " + allowed);
    }

    void missing(Variable variable, String why) {
        fault(variable.key() + " is missing" + (why.isEmpty() ? "" : ": " + why));
    }

    Optional<String> text(Variable variable) {
        return given(variable.key()).or(variable::usual);
    }

    /** Its value, or one to go on with until all is read. */
    String required(Variable variable) {
        return text(variable).orElseGet(() -> {
            missing(variable, "");
            return "";
        });
    }

    Optional<Secret> secret(Variable variable) {
        Optional<String> value = given(variable.key());
        Optional<String> file = given(variable.fileKey());
        if (value.isPresent() && file.isPresent()) {
            fault(variable.key() + " and " + variable.fileKey() + " are both given, allowed is one of them");
            return Optional.empty();
        }
        return value.or(() -> file.flatMap(path -> content(variable, path))).map(Secret::new);
    }

    Secret requiredSecret(Variable variable) {
        int before = faults.size();
        return secret(variable).orElseGet(() -> {
            if (faults.size() == before) {
                fault(variable.key() + " is missing; " + variable.fileKey() + " may name a file that holds it");
            }
            return new Secret("");
        });
    }

    private Optional<String> content(Variable variable, String path) {
        try {
            String text =
                    Files.readString(Path.of(path), StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            if (!text.isEmpty()) {
                return Optional.of(text);
            }
            fault(variable.fileKey() + " names " + Quoted.of(path) + ", which is empty");
        } catch (IOException | InvalidPathException unreadable) {
            fault(variable.fileKey() + " names " + Quoted.of(path) + ", which cannot be read: " + reason(unreadable));
        }
        return Optional.empty();
    }

    private static String reason(Exception unreadable) {
        return unreadable.getClass().getSimpleName().replace("Exception", "");
    }

    int number(Variable variable, int least, int most) {
        String text = required(variable);
        OptionalInt number = whole(text);
        if (number.isEmpty() || number.getAsInt() < least || number.getAsInt() > most) {
            fault(variable, text, least + " to " + most);
            return least;
        }
        return number.getAsInt();
    }

    private static OptionalInt whole(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException none) {
            return OptionalInt.empty();
        }
    }

    boolean flag(Variable variable) {
        String text = required(variable);
        if (!text.equals("true") && !text.equals("false")) {
            fault(variable, text, "true and false");
        }
        return text.equals("true");
    }

    Duration time(Variable variable, Duration least, Duration most) {
        String text = required(variable);
        Optional<Duration> time =
                TimeText.parse(text).filter(each -> each.compareTo(least) >= 0 && each.compareTo(most) <= 0);
        if (time.isEmpty()) {
            fault(variable, text, TimeText.ALLOWED + " from " + TimeText.of(least) + " to " + TimeText.of(most));
        }
        return time.orElse(least);
    }

    /** Its parts, which commas separate. */
    List<String> list(Variable variable) {
        return Arrays.stream(text(variable).orElse("").split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    Optional<Path> path(Variable variable) {
        return text(variable).flatMap(text -> {
            try {
                return Optional.of(Path.of(text).toAbsolutePath().normalize());
            } catch (InvalidPathException none) {
                fault(variable, text, "paths");
                return Optional.empty();
            }
        });
    }

    /** An address with a host and without credentials, of one of these schemes; else it is a fault. */
    Optional<URI> uri(Variable variable, List<String> schemes, String allowed) {
        return text(variable).flatMap(text -> {
            Optional<URI> uri = parsed(text)
                    .filter(each -> each.getHost() != null
                            && each.getRawUserInfo() == null
                            && each.getRawQuery() == null
                            && each.getRawFragment() == null
                            && schemes.contains(each.getScheme()));
            if (uri.isEmpty()) {
                // A value that was refused may hold a password all the same.
                fault(variable, withoutCredentials(text), allowed);
            }
            return uri;
        });
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    /** For messages: without what may be a password. */
    static String withoutCredentials(String text) {
        return text.replaceFirst("//.*@", "//***@").replaceFirst("\\?.*", "?***");
    }

    private Optional<String> given(String key) {
        return Optional.ofNullable(environment.get(key)).filter(text -> !text.isBlank());
    }
}
