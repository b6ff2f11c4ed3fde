package org.codearena.server.workspace.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.codearena.server.identity.Identity;

/** What a program in a session may see and set of the browser's cookies: its own, on its own host. */
final class Cookies {
    private Cookies() {}

    /** One as a browser sends it. */
    record Pair(String name, String value) {
        String text() {
            return name + "=" + value;
        }
    }

    /** Those of the lines of the field {@code Cookie}; what has no name is left out, since it could pass for one that has. */
    static List<Pair> sent(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .filter(each -> each.indexOf('=') > 0)
                .map(each -> new Pair(
                        each.substring(0, each.indexOf('=')).strip(),
                        each.substring(each.indexOf('=') + 1).strip()))
                .filter(pair -> !pair.name().isEmpty())
                .toList();
    }

    /** Whether a cookie of this name is ours. */
    static boolean isOurs(String name) {
        return Identity.isCookie(name) || PreviewCookie.isName(name);
    }

    /** The value of the field {@code Cookie} without ours; nothing where no other is left. */
    static Optional<String> withoutOurs(List<String> lines) {
        String others = sent(lines).stream()
                .filter(pair -> !isOurs(unquoted(pair.name())))
                .map(Pair::text)
                .collect(Collectors.joining("; "));
        return others.isEmpty() ? Optional.empty() : Optional.of(others);
    }

    /** A value of the field {@code Set-Cookie} as it is passed on: for the program's own host only, and by no name of ours. */
    static Optional<String> set(String value) {
        String[] parts = value.split(";", -1);
        int equals = parts[0].indexOf('=');
        if (equals <= 0) {
            return Optional.empty();
        }
        String name = parts[0].substring(0, equals).strip();
        if (name.isEmpty() || isOurs(unquoted(name))) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(parts)
                .filter(part -> !part.strip().toLowerCase(Locale.ROOT).matches("domain\\s*(=.*)?"))
                .collect(Collectors.joining(";")));
    }

    private static String unquoted(String name) {
        return name.replace("\"", "");
    }
}
