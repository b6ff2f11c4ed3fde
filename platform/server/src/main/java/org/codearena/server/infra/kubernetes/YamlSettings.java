package org.codearena.server.infra.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.kernel.TimeText;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a record of settings from a YAML file. Its keys are the components of the record and of those in it, in lower case with dashes;
 * each that is left out has its default. Times are such as {@code 90s} and {@code 12h}, bytes numbers or such as {@code 512Mi}.
 */
public final class YamlSettings {
    /** Where a pod reads which namespace it is in. */
    public static final Path OWN_NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, new WrittenTime())
                    .addDeserializer(Duration.class, new ReadTime()))
            .build();

    private final List<String> problems = new ArrayList<>();
    private final Set<String> open;

    /**
     * What is read.
     *
     * @param usual the defaults, by what the file says and the namespace that this process is in
     * @param open maps whose keys are not ours, by their keys with dots between them
     * @param hidden components of the record that are said elsewhere, and are no keys
     */
    public record Kind<T>(Class<T> type, Defaults<T> usual, Set<String> open, Set<String> hidden) {}

    /** What holds where the file says nothing. */
    @FunctionalInterface
    public interface Defaults<T> {
        /**
         * Answers them.
         *
         * @param text answers what the file says of a key at its top, in words; empty where it says nothing
         */
        T of(String ownNamespace, Function<String, String> text);
    }

    private YamlSettings(Set<String> open) {
        this.open = open;
    }

    /**
     * Reads the file, or takes all defaults without one.
     *
     * @param ownNamespace a file that tells it, where this process is in a pod
     * @throws IllegalArgumentException with what is wrong
     */
    public static <T> T read(Optional<Path> file, Kind<T> kind, Path ownNamespace) {
        ObjectNode told = file.map(YamlSettings::tree).orElseGet(JSON::createObjectNode);
        return new YamlSettings(kind.open()).settings(told, kind, ownNamespace);
    }

    private static ObjectNode tree(Path file) {
        try {
            Object value = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            if (value == null) {
                return JSON.createObjectNode();
            }
            if (value instanceof Map<?, ?> map) {
                return (ObjectNode) JSON.<JsonNode>valueToTree(map);
            }
            throw new IllegalArgumentException(file + " must hold a map of keys to values");
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    file + " cannot be read: " + unreadable.getClass().getSimpleName(), unreadable);
        } catch (YAMLException malformed) {
            throw new IllegalArgumentException(file + " is no YAML that we take: " + malformed.getMessage(), malformed);
        }
    }

    private <T> T settings(ObjectNode told, Kind<T> kind, Path ownNamespace) {
        T usual = kind.usual()
                .of(ownNamespace(told, ownNamespace), key -> told.path(key).asString(""));
        ObjectNode merged = JSON.valueToTree(usual);
        kind.hidden().forEach(merged::remove);
        merge("", merged, told);
        kind.hidden().forEach(merged::putNull);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        try {
            return JSON.treeToValue(merged, kind.type());
        } catch (DatabindException unfit) {
            throw new IllegalArgumentException(told(unfit), unfit);
        }
    }

    /** Of the process itself, where the file names none and this is a pod; a name that the file has is read later. */
    private String ownNamespace(ObjectNode told, Path ownNamespace) {
        try {
            if (Files.exists(ownNamespace)) {
                return Files.readString(ownNamespace, StandardCharsets.US_ASCII).strip();
            }
        } catch (IOException unreadable) {
            problems.add(ownNamespace + " cannot be read");
        }
        if (!told.has("namespace")) {
            problems.add("namespace is missing, and this process is not in a pod that could tell its own");
        }
        return "default";
    }

    private void merge(String prefix, ObjectNode known, ObjectNode told) {
        told.properties().forEach(each -> {
            String key = prefix + each.getKey();
            if (!known.has(each.getKey())) {
                problems.add(
                        "the key " + Quoted.of(key) + " is unknown, known are " + new TreeSet<>(known.propertyNames()));
            } else if (known.get(each.getKey()) instanceof ObjectNode inner && !open.contains(key)) {
                mergeInto(key, inner, each.getValue());
            } else {
                known.set(each.getKey(), plain(known.get(each.getKey()), each.getValue()));
            }
        });
    }

    private void mergeInto(String key, ObjectNode inner, JsonNode value) {
        if (value instanceof ObjectNode map) {
            merge(key + ".", inner, map);
        } else {
            problems.add(key + " must be a map");
        }
    }

    /** Where a number is expected, one with a unit is as good. */
    private static JsonNode plain(JsonNode usual, JsonNode value) {
        return usual.isNumber() && value.isString()
                ? Quantity.bytes(value.asString())
                        .<JsonNode>map(bytes -> JSON.getNodeFactory().numberNode(bytes.longValue()))
                        .orElse(value)
                : value;
    }

    private static String told(DatabindException unfit) {
        if (unfit.getCause() instanceof IllegalArgumentException ours) {
            return String.valueOf(ours.getMessage());
        }
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : unfit.getPath()) {
            path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
        }
        return path + " cannot be taken: " + unfit.getOriginalMessage();
    }

    private static final class WrittenTime extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration time, JsonGenerator out, SerializationContext context) {
            out.writeString(TimeText.of(time));
        }
    }

    private static final class ReadTime extends ValueDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) {
            String text = in.getString();
            return TimeText.parse(text)
                    .orElseThrow(() -> DatabindException.from(
                            in, "it is " + Quoted.of(text) + ", allowed are " + TimeText.ALLOWED));
        }
    }
}
