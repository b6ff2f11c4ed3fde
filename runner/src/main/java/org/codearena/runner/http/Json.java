package org.codearena.runner.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a request's JSON within a bound, where whatever is wrong is the client's fault; and writes answers. */
public final class Json {
    private static final int MAX_BYTES = 16 << 20;

    private final JsonMapper mapper;

    public Json(JsonMapper mapper) {
        this.mapper = mapper;
    }

    public byte[] write(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    public void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(write(value));
    }

    public void send(ServerResponse response, Problem problem) {
        response.status(problem.status()).header(HeaderNames.CONTENT_TYPE, "application/problem+json");
        if (problem.retry()) {
            response.header(HeaderNames.RETRY_AFTER, "1");
        }
        response.send(write(problem.document()));
    }

    public <T> T read(ServerRequest request, Class<T> type) throws IOException {
        return read(request, type, MAX_BYTES);
    }

    public <T> T read(ServerRequest request, Class<T> type, int maxBytes) throws IOException {
        byte[] body = bytes(request, maxBytes);
        try {
            T value = mapper.readValue(body, type);
            if (value == null) {
                throw Problem.malformed("the body is null, a JSON object is needed");
            }
            return value;
        } catch (JacksonException e) {
            throw Problem.malformed(detail(e));
        }
    }

    private static byte[] bytes(ServerRequest request, int maxBytes) throws IOException {
        byte[] body = RequestBody.of(request).readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw Problem.tooLarge("the body is longer than " + maxBytes + " bytes");
        }
        return body;
    }

    /** Where it is and what is wrong, without a piece of the body: bodies hold sources. */
    private static String detail(JacksonException e) {
        String where = e.getPath().isEmpty() ? "" : " at " + path(e.getPath());
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException) {
            return "the body is not as it should be" + where + ": " + cause.getMessage();
        }
        if (cause instanceof NullPointerException) {
            return "the body is not as it should be" + where + ": null where a value is needed";
        }
        return "the body is not as it should be" + where + ": " + e.getOriginalMessage();
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getIndex() >= 0) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.toString();
    }
}
