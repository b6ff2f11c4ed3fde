package org.codearena.server.infra.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The OpenAPI 3.1 document, written from the routes that are served. A browser that asks for {@code /openapi} gets a page of
 * it, everyone else the JSON.
 */
final class ApiDocument {
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final Map<String, Object> PROBLEM =
            Map.of("application/problem+json", Map.of("schema", Map.of("$ref", "#/components/schemas/Problem")));

    private final Schemas schemas = new Schemas();
    private final byte[] json;
    private final byte[] page;

    ApiDocument(Routes routes) {
        json = Json.mapper().writeValueAsBytes(document(routes.all()));
        page = new ApiPage(routes.all()).html().getBytes(StandardCharsets.UTF_8);
    }

    void declare(HttpRouting.Builder routing) {
        routing.get("/openapi", this::negotiate);
        routing.get("/openapi.json", (request, response) -> send(response, "application/json", json));
    }

    private void negotiate(ServerRequest request, ServerResponse response) {
        String accepted = request.headers().first(HeaderNames.ACCEPT).orElse("");
        response.header(HeaderNames.VARY, "Accept");
        if (accepted.contains("text/html")) {
            send(response, "text/html; charset=utf-8", page);
        } else {
            send(response, "application/json", json);
        }
    }

    private static void send(ServerResponse response, String type, byte[] body) {
        response.header(HeaderNames.CONTENT_TYPE, type).header(HeaderNames.CACHE_CONTROL, "no-cache");
        response.send(body);
    }

    private Map<String, Object> document(List<Route> routes) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                    .put(route.method().text().toLowerCase(Locale.ROOT), operation(route));
        }
        schemas.of(Problem.class);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "CodeArena", "version", "1"));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.components(), "securitySchemes", securitySchemes()));
        return document;
    }

    private static Map<String, Object> securitySchemes() {
        return Map.of(
                "cookie", Map.of("type", "apiKey", "in", "cookie", "name", "session"),
                "token", Map.of("type", "http", "scheme", "bearer"));
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("tags", List.of(route.tag()));
        operation.put("summary", route.summary());
        route.guard().ifPresent(guard -> {
            operation.put("description", "For " + guard.describe() + ".");
            operation.put("security", List.of(Map.of("cookie", List.of()), Map.of("token", List.of())));
        });
        operation.put("parameters", parameters(route));
        content(route.body())
                .ifPresent(content -> operation.put("requestBody", Map.of("required", true, "content", content)));
        operation.put("responses", responses(route));
        return operation;
    }

    private static List<Map<String, Object>> parameters(Route route) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        PATH_PARAMETER
                .matcher(route.path())
                .results()
                .map(MatchResult::group)
                .forEach(name -> parameters.add(parameter(name.substring(1, name.length() - 1), "path", true, "")));
        route.parameters().forEach(p -> parameters.add(parameter(p.name(), "query", false, p.description())));
        if (route.takesIdempotencyKey()) {
            parameters.add(parameter(
                    "Idempotency-Key", "header", false, "the same key from the same user returns the first answer"));
        }
        return parameters;
    }

    private static Map<String, Object> parameter(String name, String in, boolean required, String description) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        parameter.put("required", required);
        parameter.put("description", description);
        parameter.put("schema", Map.of("type", "string"));
        return parameter;
    }

    private Map<String, Object> responses(Route route) {
        Map<String, Object> responses = new LinkedHashMap<>();
        route.answers().forEach((status, shape) -> responses.put(String.valueOf(status), answer(shape)));
        route.refusals()
                .forEach((status, when) ->
                        responses.put(String.valueOf(status), Map.of("description", when, "content", PROBLEM)));
        responses.put("default", Map.of("description", "a problem document", "content", PROBLEM));
        return responses;
    }

    private Map<String, Object> answer(Route.Shape shape) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("description", ApiPage.words(shape));
        content(shape).ifPresent(content -> answer.put("content", content));
        return answer;
    }

    private Optional<Map<String, Object>> content(Route.Shape shape) {
        return switch (shape) {
            case Route.Shape.Json(Class<?> type) -> content("application/json", schemas.of(type));
            case Route.Shape.PageOf(Class<?> item) -> content("application/json", schemas.pageOf(item));
            case Route.Shape.Bytes(String mediaType, String _) -> content(mediaType, Map.of());
            case Route.Shape.Nothing _ -> Optional.empty();
        };
    }

    private static Optional<Map<String, Object>> content(String mediaType, Map<String, Object> schema) {
        return Optional.of(Map.of(mediaType, Map.of("schema", schema)));
    }
}
