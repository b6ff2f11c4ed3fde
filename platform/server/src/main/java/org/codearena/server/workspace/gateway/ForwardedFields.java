package org.codearena.server.workspace.gateway;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.codearena.server.identity.Identity;
import org.codearena.server.infra.http.Field;
import org.codearena.server.infra.http.HopByHop;

/** Which header fields pass between a browser and a program in a session, in both directions, and what they say then. */
final class ForwardedFields {
    private static final Set<String> NEVER_ASKED = Set.of(
            "host", "content-length", "expect", "forwarded", "x-real-ip", "x-helidon-cn", "cookie", "authorization");
    private static final Set<String> NEVER_ANSWERED = Set.of(
            // Each of them concerns more than the program's own host, or outlives it.
            "clear-site-data", "strict-transport-security", "alt-svc", "public-key-pins", "set-cookie");
    private static final List<String> NEVER_BEGINNING_WITH = List.of("x-forwarded-", "codearena-");

    private ForwardedFields() {}

    /** Where a request came from, as the program is told. */
    record From(String address, String scheme, String host) {
        List<Field> fields() {
            String port = host.contains(":")
                    ? host.substring(host.lastIndexOf(':') + 1)
                    : scheme.equals("https") ? "443" : "80";
            return List.of(
                    new Field("X-Forwarded-For", address),
                    new Field("X-Forwarded-Proto", scheme),
                    new Field("X-Forwarded-Host", host),
                    new Field("X-Forwarded-Port", port));
        }
    }

    /** The fields of a request to the runner, but those that frame it: nothing by which anybody could act for its user. */
    static List<Field> asked(Headers headers, From from) {
        Set<String> dropped = named(headers.all(HeaderNames.CONNECTION, List::of));
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Host", from.host()));
        for (Header header : headers) {
            String name = header.headerName().lowerCase();
            if (!HopByHop.is(name) && !NEVER_ASKED.contains(name) && !dropped.contains(name) && !isReserved(name)) {
                header.allValues().forEach(value -> fields.add(new Field(header.name(), value)));
            }
        }
        Cookies.withoutOurs(all(headers, HeaderNames.COOKIE))
                .ifPresent(cookies -> fields.add(new Field("Cookie", cookies)));
        all(headers, HeaderNames.AUTHORIZATION).stream()
                .filter(value -> !Identity.isToken(value))
                .forEach(value -> fields.add(new Field("Authorization", value)));
        fields.addAll(from.fields());
        return fields;
    }

    /** The fields of an answer to the browser, but those that frame it: nothing that reaches beyond the program's own host. */
    static List<Field> answered(List<Field> answer) {
        Set<String> dropped = named(answer.stream()
                .filter(field -> field.is("Connection"))
                .map(Field::value)
                .toList());
        List<Field> fields = new ArrayList<>();
        for (Field field : answer) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (name.equals("set-cookie")) {
                Cookies.set(field.value()).ifPresent(value -> fields.add(new Field(field.name(), value)));
            } else if (!HopByHop.is(name)
                    && !NEVER_ANSWERED.contains(name)
                    && !dropped.contains(name)
                    && !isReserved(name)) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static boolean isReserved(String name) {
        return NEVER_BEGINNING_WITH.stream().anyMatch(name::startsWith);
    }

    /** What the connection's own field declares to be of that connection only. */
    private static Set<String> named(List<String> lines) {
        Set<String> names = new HashSet<>();
        lines.forEach(line -> Arrays.stream(line.split(",", -1))
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .forEach(names::add));
        // Nobody can have these taken out: they are the answer's end, or decide on who may see it.
        names.removeAll(Set.of("content-length", "content-security-policy"));
        return names;
    }

    private static List<String> all(Headers headers, HeaderName name) {
        return headers.all(name, List::of);
    }
}
