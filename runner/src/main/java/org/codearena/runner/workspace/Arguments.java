package org.codearena.runner.workspace;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a request over a WebSocket; what is missing or of another kind is the client's fault. */
final class Arguments {
    private final JsonNode object;

    private Arguments(JsonNode object) {
        this.object = object;
    }

    static Arguments read(JsonMapper mapper, byte[] json) throws RequestFault {
        try {
            JsonNode node = mapper.readTree(json);
            if (node == null || !node.isObject()) {
                throw RequestFault.bad("the request is no JSON object");
            }
            return new Arguments(node);
        } catch (JacksonException e) {
            throw RequestFault.bad("the request is no JSON: " + e.getOriginalMessage());
        }
    }

    boolean has(String name) {
        JsonNode value = object.get(name);
        return value != null && !value.isNull();
    }

    String text(String name) throws RequestFault {
        return maybeText(name).orElseThrow(() -> RequestFault.bad("'" + name + "' is missing"));
    }

    Optional<String> maybeText(String name) throws RequestFault {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = object.get(name);
        if (!value.isString()) {
            throw RequestFault.bad("'" + name + "' is no string");
        }
        return Optional.of(value.asString());
    }

    boolean flag(String name) throws RequestFault {
        if (!has(name)) {
            return false;
        }
        JsonNode value = object.get(name);
        if (!value.isBoolean()) {
            throw RequestFault.bad("'" + name + "' is neither true nor false");
        }
        return value.asBoolean();
    }

    /** @param usual where it is missing */
    long number(String name, long least, long most, long usual) throws RequestFault {
        if (!has(name)) {
            return usual;
        }
        JsonNode value = object.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least || value.asLong() > most) {
            throw RequestFault.bad("'" + name + "' is " + value + ", allowed are " + least + " to " + most);
        }
        return value.asLong();
    }
}
