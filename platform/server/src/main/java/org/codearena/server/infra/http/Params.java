package org.codearena.server.infra.http;

import io.helidon.common.parameters.Parameters;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.codearena.server.kernel.Fault;

/** Parameters of the path and the query, each malformed one a fault that names it. */
public final class Params {
    private static final int LONGEST = 200;

    private Params() {}

    /** A part of the path, as declared in the route. */
    public static String path(ServerRequest request, String name) {
        return checked(name, request.path().pathParameters().get(name), LONGEST);
    }

    /** A part of the path that is an id; what is no id names nothing that exists. */
    public static UUID id(ServerRequest request, String name) {
        return id(path(request, name));
    }

    static UUID id(String given) {
        return uuid(given).orElseThrow(() -> Fault.notFound("'" + given + "' is not an id"));
    }

    /** A parameter of the query; empty when absent or blank. */
    public static Optional<String> query(ServerRequest request, String name) {
        return query(request, name, LONGEST);
    }

    /** A parameter of the query that may be longer than others, such as a path. */
    public static Optional<String> query(ServerRequest request, String name, int longest) {
        return values(request.query(), name)
                .map(value -> checked(name, value, longest))
                .filter(value -> !value.isBlank());
    }

    public static Optional<UUID> queryId(ServerRequest request, String name) {
        return query(request, name)
                .map(given -> uuid(given).orElseThrow(() -> Fault.badField(name, "'" + given + "' is not an id")));
    }

    public static <E extends Enum<E>> Optional<E> choice(ServerRequest request, String name, Class<E> type) {
        return query(request, name)
                .map(given -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> Json.wireName(constant).equals(given))
                        .findFirst()
                        .orElseThrow(() -> Fault.badField(name, "'" + given + "' is unknown, known: " + known(type))));
    }

    public static boolean flag(ServerRequest request, String name) {
        return query(request, name)
                .map(given -> switch (given) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw Fault.badField(name, "'" + given + "' is neither true nor false");
                })
                .orElse(false);
    }

    public static int number(ServerRequest request, String name, int least, int most, int otherwise) {
        return query(request, name)
                .map(given -> {
                    if (!given.matches("-?[0-9]{1,9}")
                            || Integer.parseInt(given) < least
                            || Integer.parseInt(given) > most) {
                        throw Fault.badField(
                                name, "'" + given + "' is not a whole number from " + least + " to " + most);
                    }
                    return Integer.parseInt(given);
                })
                .orElse(otherwise);
    }

    private static Optional<String> values(Parameters parameters, String name) {
        List<String> all = parameters.all(name, List::of);
        if (all.size() > 1) {
            throw Fault.badField(name, "is given " + all.size() + " times, once is allowed");
        }
        return all.stream().findFirst();
    }

    private static String checked(String name, String value, int longest) {
        if (value.length() > longest) {
            throw Fault.badField(name, "has " + value.length() + " characters, at most " + longest + " are allowed");
        }
        if (value.chars().anyMatch(Character::isISOControl) || !isText(value)) {
            throw Fault.badField(name, "holds a control character or broken text");
        }
        return value;
    }

    /** Half a surrogate pair is a character to Java and to nobody else. */
    private static boolean isText(String value) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    private static Optional<UUID> uuid(String given) {
        // UUID.fromString takes shortened forms such as 1-1-1-1-1.
        return given.length() == 36 && given.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(UUID.fromString(given))
                : Optional.empty();
    }

    private static <E extends Enum<E>> String known(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Json::wireName).collect(Collectors.joining(", "));
    }
}
