package org.codearena.server.infra.http;

import io.helidon.common.media.type.MediaType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Fault.FieldError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON in the API's manner: records with camelCase names, instants as ISO-8601, enum constants in lower case with hyphens,
 * nulls written. A body that is not what the record wants is the caller's fault, field by field, and never ours.
 */
public final class Json {
    /** Deeper nesting than any of our records has, and far from what could exhaust a stack. */
    private static final int DEPTH = 32;

    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_NAME = 256;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_NAME)
                            // The body's own limit is what bounds a string.
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .annotationIntrospector(new HyphenatedEnums())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    strings -> strings.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    private Json() {}

    /** The mapper itself, for what is not a request: messages, cached results. Immutable. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** The body as a record, or a fault that says field by field what is wrong. */
    public static <T> T read(ServerRequest request, Class<T> type) {
        assert declares(request, type) : Route.of(request) + " reads " + type + " but declares another body";
        requireJson(request);
        byte[] body = Body.bytes(request);
        request.context().register(new RequestBody(body));
        return parse(body, type);
    }

    /** Bytes of JSON as a record, judged as a request's body is. */
    public static <T> T parse(byte[] json, Class<T> type) {
        if (json.length == 0) {
            throw Fault.badInput("the body is empty, it must be a JSON object");
        }
        try {
            JsonNode tree = MAPPER.readTree(json);
            List<FieldError> errors = RecordShape.check(tree, type);
            if (!errors.isEmpty()) {
                throw Fault.badInput("the body is not as it must be: " + summary(errors), errors);
            }
            T value = MAPPER.treeToValue(tree, type);
            if (value == null) {
                throw Fault.badInput("the body is null, it must be a JSON object");
            }
            return value;
        } catch (JacksonException malformed) {
            throw fault(malformed);
        }
    }

    /** Answers with a record as JSON. */
    public static void send(ServerResponse response, Status status, Object body) {
        response.status(status).header(JSON);
        response.send(MAPPER.writeValueAsBytes(body));
    }

    public static void send(ServerResponse response, Object body) {
        send(response, Status.OK_200, body);
    }

    /** Answers that it is done and there is nothing to say. */
    public static void sendNothing(ServerResponse response) {
        response.status(Status.NO_CONTENT_204).send();
    }

    /** How a constant is written on the wire: {@code WRONG_ANSWER} is {@code wrong-answer}. */
    public static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean declares(ServerRequest request, Class<?> type) {
        return Route.of(request)
                .map(route -> route.body().equals(new Route.Shape.Json(type)))
                .orElse(true);
    }

    private static void requireJson(ServerRequest request) {
        String given = request.headers()
                .contentType()
                .map(HttpMediaType::mediaType)
                .map(MediaType::text)
                .orElse("none");
        if (!given.equals("application/json") && !given.endsWith("+json")) {
            throw new HttpException(
                    "the content type is '" + given + "', it must be 'application/json'",
                    Status.UNSUPPORTED_MEDIA_TYPE_415,
                    true);
        }
    }

    private static Fault fault(JacksonException failure) {
        Throwable cause = failure.getCause();
        if (failure instanceof ValueInstantiationException && cause instanceof Fault fault) {
            return fault;
        }
        String field = failure.getPathReference().isEmpty() ? "" : field(failure);
        String message = message(failure);
        return field.isEmpty()
                ? Fault.badInput(message)
                : Fault.badInput(field + " " + message, List.of(new FieldError(field, message)));
    }

    private static String message(JacksonException failure) {
        return switch (failure) {
            case ValueInstantiationException e
            when e.getCause() instanceof IllegalArgumentException refused -> String.valueOf(refused.getMessage());
            case InvalidFormatException e
            when e.getTargetType() != null && e.getTargetType().isEnum() ->
                "is " + shown(e.getValue()) + ", known: " + constants(e.getTargetType());
            case InvalidFormatException e -> "is " + shown(e.getValue()) + ", it must be " + article(e.getTargetType());
            case InputCoercionException e -> "must be " + article(e.getTargetType());
            case MismatchedInputException e -> "must be " + article(e.getTargetType());
            case StreamConstraintsException e ->
                "the JSON is beyond what is read: nesting " + DEPTH + " deep, numbers of " + LONGEST_NUMBER
                        + " digits, names of " + LONGEST_NAME + " characters";
            case DatabindException e -> "is not as it must be";
            default -> "the body is not JSON: " + failure.getOriginalMessage() + position(failure);
        };
    }

    private static String position(JacksonException failure) {
        var location = failure.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String field(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return "'" + (text.length() > 64 ? text.substring(0, 64) + "…" : text) + "'";
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> wireName((Enum<?>) constant))
                .collect(Collectors.joining(", "));
    }

    private static String article(Class<?> type) {
        if (type == null || type.isRecord() || Map.class.isAssignableFrom(type)) {
            return "an object";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> "a whole number of at most " + Integer.MAX_VALUE;
            case "long", "Long" -> "a whole number";
            case "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "Instant" -> "an instant such as 2026-01-31T12:00:00Z";
            case "UUID" -> "an id such as 0197c2a4-7d3e-7c21-9a55-0d2f6a1b9c3e";
            case "byte[]" -> "Base64";
            default -> "a string";
        };
    }

    private static String summary(List<FieldError> errors) {
        return errors.stream().map(e -> e.field() + " " + e.message()).collect(Collectors.joining("; "));
    }

    /** Writes {@code WRONG_ANSWER} as {@code wrong-answer}, so that records may hold plain enums. */
    private static final class HyphenatedEnums extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
            String[] explicit = super.findEnumValues(config, type, constants, names);
            for (int i = 0; i < constants.length; i++) {
                if (explicit[i] == null) {
                    explicit[i] = wireName(constants[i]);
                }
            }
            return explicit;
        }
    }
}
