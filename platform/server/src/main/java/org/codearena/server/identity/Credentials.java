package org.codearena.server.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Fault.FieldError;

/** The rules for a new name and a new password. */
final class Credentials {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,31}");
    private static final int LEAST = 8;
    private static final int MOST = 200;

    /** Names that would pass for the house itself, or that the API gives another meaning. */
    private static final Set<String> RESERVED = Set.of(
            "admin",
            "administrator",
            "anonymous",
            "api",
            "codearena",
            "everyone",
            "judge",
            "moderator",
            "nobody",
            "null",
            "official",
            "operator",
            "root",
            "security",
            "staff",
            "support",
            "system",
            "undefined");

    private final Set<String> common = readCommon();

    /** Throws a fault that names every rule that is broken. */
    void check(String username, String password) {
        List<FieldError> errors = new ArrayList<>();
        checkName(username, errors);
        checkPassword("password", username, password, errors);
        refuse(errors);
    }

    /** Whether an account could have this name; what could not need not be asked for. */
    static boolean isPossibleName(String username) {
        return NAME.matcher(username).matches();
    }

    void checkPassword(String field, String username, String password) {
        List<FieldError> errors = new ArrayList<>();
        checkPassword(field, username, password, errors);
        refuse(errors);
    }

    private static void checkName(String username, List<FieldError> errors) {
        if (!NAME.matcher(username).matches()) {
            errors.add(
                    new FieldError(
                            "username",
                            "must be 3 to 32 of the characters A-Z, a-z, 0-9, '.', '_' and '-', the first a letter or a digit"));
        } else if (RESERVED.contains(username.toLowerCase(Locale.ROOT))) {
            errors.add(new FieldError("username", "'" + username + "' is reserved"));
        }
    }

    private void checkPassword(String field, String username, String password, List<FieldError> errors) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST || length > MOST) {
            errors.add(
                    new FieldError(field, "has " + length + " characters, " + LEAST + " to " + MOST + " are allowed"));
        } else if (password.equalsIgnoreCase(username)) {
            errors.add(new FieldError(field, "must not be the username"));
        } else if (common.contains(password.toLowerCase(Locale.ROOT))) {
            errors.add(new FieldError(field, "is one of the commonest, choose another"));
        }
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Fault.badInput(
                    errors.stream().map(e -> e.field() + " " + e.message()).collect(Collectors.joining("; ")), errors);
        }
    }

    private static Set<String> readCommon() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Credentials.class.getResourceAsStream("common-passwords.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
