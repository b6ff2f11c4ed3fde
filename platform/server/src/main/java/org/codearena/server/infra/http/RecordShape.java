package org.codearena.server.infra.http;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.codearena.server.kernel.Fault.FieldError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds a JSON tree against the record it is to become, before any constructor runs: which fields are unknown, which are
 * missing. A component is optional when it is {@code @Nullable} or an {@code Optional}. Finds every fault at once, which a
 * parser that stops at the first cannot.
 */
final class RecordShape {
    private final List<FieldError> errors = new ArrayList<>();

    private RecordShape() {}

    static List<FieldError> check(JsonNode tree, Class<?> type) {
        RecordShape shape = new RecordShape();
        shape.value(tree, type, "");
        return shape.errors;
    }

    static boolean isOptional(RecordComponent component) {
        return isNullable(component.getAnnotatedType()) || component.getType() == Optional.class;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private void value(JsonNode node, Type type, String path) {
        switch (type) {
            case Class<?> c when c.isRecord() -> record(node, c, path);
            case ParameterizedType p when isMap(p) -> map(node, p.getActualTypeArguments()[1], path);
            case ParameterizedType p when isCollection(p) -> list(node, p.getActualTypeArguments()[0], path);
            case ParameterizedType p
            when p.getRawType() == Optional.class -> value(node, p.getActualTypeArguments()[0], path);
            default -> {}
        }
    }

    private static boolean isMap(ParameterizedType type) {
        return type.getRawType() instanceof Class<?> c && Map.class.isAssignableFrom(c);
    }

    private static boolean isCollection(ParameterizedType type) {
        return type.getRawType() instanceof Class<?> c && Collection.class.isAssignableFrom(c);
    }

    private void record(JsonNode node, Class<?> type, String path) {
        if (!node.isObject()) {
            return;
        }
        RecordComponent[] components = type.getRecordComponents();
        for (String name : node.propertyNames()) {
            if (Arrays.stream(components).noneMatch(c -> c.getName().equals(name))) {
                add(at(path, name), "is unknown, known: " + names(components));
            }
        }
        for (RecordComponent component : components) {
            component(node.get(component.getName()), component, at(path, component.getName()));
        }
    }

    private void component(@Nullable JsonNode node, RecordComponent component, String path) {
        if (node != null && !node.isNull()) {
            value(node, component.getGenericType(), path);
            nullsInside(node, component.getAnnotatedType(), path);
        } else if (!isOptional(component)) {
            add(path, node == null ? "is missing" : "must not be null");
        }
    }

    /** Lists and maps refuse null as an element, as {@code List.copyOf} would with less to say. */
    private void nullsInside(JsonNode node, AnnotatedType type, String path) {
        if (type instanceof AnnotatedParameterizedType generic && (node.isArray() || node.isObject())) {
            int index = 0;
            for (JsonNode element : node) {
                if (element.isNull() && !isNullable(last(generic))) {
                    add(path + "[" + index + "]", "must not be null");
                }
                index++;
            }
        }
    }

    private static AnnotatedType last(AnnotatedParameterizedType type) {
        AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
        return arguments[arguments.length - 1];
    }

    private void map(JsonNode node, Type valueType, String path) {
        if (node.isObject()) {
            node.propertyStream().forEach(entry -> value(entry.getValue(), valueType, at(path, entry.getKey())));
        }
    }

    private void list(JsonNode node, Type elementType, String path) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                value(node.get(i), elementType, path + "[" + i + "]");
            }
        }
    }

    private void add(String field, String message) {
        // A body of a million unknown fields does not deserve an answer of a million errors.
        if (errors.size() < 20) {
            errors.add(new FieldError(field, message));
        }
    }

    private static String at(String path, String name) {
        String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private static String names(RecordComponent[] components) {
        return Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining(", "));
    }
}
