package org.codearena.server.infra.http;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * JSON schemas (2020-12, as OpenAPI 3.1 has them) of the records that routes take and answer. A component is required
 * unless it may be null, just as {@link RecordShape} holds a body to.
 */
final class Schemas {
    private final Map<String, Object> components = new TreeMap<>();
    private final Map<String, Class<?>> named = new LinkedHashMap<>();

    /** A reference to the schema of this type, which is added to the components. */
    Map<String, Object> of(Class<?> type) {
        return schema(type);
    }

    Map<String, Object> pageOf(Class<?> item) {
        return ordered(
                "type", "object",
                "required", List.of("items", "next"),
                "properties",
                        ordered(
                                "items", ordered("type", "array", "items", schema(item)),
                                "next", Map.of("type", List.of("string", "null"))));
    }

    Map<String, Object> components() {
        return components;
    }

    private Map<String, Object> schema(Type type) {
        return switch (type) {
            case Class<?> c -> plain(c);
            case ParameterizedType p -> parameterized(p);
            case TypeVariable<?> _ -> Map.of();
            default -> Map.of();
        };
    }

    private Map<String, Object> parameterized(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (Collection.class.isAssignableFrom(raw)) {
            return ordered("type", "array", "items", schema(last));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return ordered("type", "object", "additionalProperties", schema(last));
        }
        if (raw == Optional.class) {
            return nullable(schema(last));
        }
        return plain(raw);
    }

    private Map<String, Object> plain(Class<?> type) {
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isEnum()) {
            return ordered(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> Json.wireName((Enum<?>) constant))
                            .toList());
        }
        if (type == byte[].class) {
            return ordered("type", "string", "contentEncoding", "base64");
        }
        return scalar(type);
    }

    private static Map<String, Object> scalar(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> ordered("type", "integer", "format", "int32");
            case "long", "Long" -> ordered("type", "integer", "format", "int64");
            case "double", "Double" -> ordered("type", "number");
            case "boolean", "Boolean" -> ordered("type", "boolean");
            case "String" -> ordered("type", "string");
            default -> {
                if (type == Instant.class) {
                    yield ordered("type", "string", "format", "date-time");
                }
                if (type == UUID.class) {
                    yield ordered("type", "string", "format", "uuid");
                }
                yield Map.of();
            }
        };
    }

    private Map<String, Object> record(Class<?> type) {
        String name = name(type);
        if (components.putIfAbsent(name, Map.of()) == null) {
            components.put(name, object(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> object(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Map<String, Object> schema = schema(component.getGenericType());
            boolean wrap = RecordShape.isOptional(component) && component.getType() != Optional.class;
            properties.put(component.getName(), wrap ? nullable(schema) : schema);
        }
        List<String> required = Arrays.stream(type.getRecordComponents())
                .filter(component -> !RecordShape.isOptional(component))
                .map(RecordComponent::getName)
                .toList();
        return ordered("type", "object", "required", required, "properties", properties);
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    /** The simple name, with its outer class's before it where two features chose the same. */
    private String name(Class<?> type) {
        String simple = type.getSimpleName();
        Class<?> owner = named.putIfAbsent(simple, type);
        if (owner == null || owner == type) {
            return simple;
        }
        return type.getName().replaceFirst(".*\\.(?=[^.]+\\.[^.]+$)", "").replaceAll("[.$]", "_");
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
