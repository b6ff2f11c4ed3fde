package org.codearena.server.infra.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One method on one path: what it does, takes, answers and refuses. The description is the API's documentation and is
 * held to: a body is read as the declared type and an answer has a declared status and type.
 */
public final class Route {
    /** The largest body a route reads unless it says otherwise. */
    static final long DEFAULT_BODY_LIMIT = 1 << 20;

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

    /** What a body looks like on the wire: a record as JSON, a page of records, or bytes of a media type. */
    sealed interface Shape {
        record Json(Class<?> type) implements Shape {}

        record PageOf(Class<?> item) implements Shape {}

        record Bytes(String mediaType, String description) implements Shape {}

        record Nothing() implements Shape {}
    }

    record Parameter(String name, String description) {}

    private final Method method;
    private final String path;
    private final String tag;
    private final Handler handler;
    private final Pattern pattern;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<Integer, Shape> answers = new LinkedHashMap<>();
    private final Map<Integer, String> refusals = new LinkedHashMap<>();
    private String summary = "";
    private Shape body = new Shape.Nothing();
    private long bodyLimit = DEFAULT_BODY_LIMIT;
    private Optional<Guard> guard = Optional.empty();
    private boolean idempotent;
    private Optional<Upgrade> upgrade = Optional.empty();

    Route(Method method, String path, String tag, Handler handler) {
        this.method = method;
        this.path = path;
        this.tag = tag;
        this.handler = handler;
        this.pattern = Pattern.compile(path.replaceAll("\\{[^}]*}", "[^/]+"));
    }

    public Route summary(String sentence) {
        summary = sentence;
        return this;
    }

    public Route query(String name, String description) {
        parameters.add(new Parameter(name, description));
        return this;
    }

    /** The body is JSON of this record. */
    public Route takes(Class<?> type) {
        body = new Shape.Json(type);
        return this;
    }

    /** The body is bytes that the handler reads through {@link Body}. */
    public Route takes(String mediaType, String description) {
        body = new Shape.Bytes(mediaType, description);
        return this;
    }

    /** The largest body in bytes; a larger one is refused with 413. 1 MiB unless told. */
    public Route atMost(long bytes) {
        bodyLimit = bytes;
        return this;
    }

    public Route answers(int status, Class<?> type) {
        answers.put(status, new Shape.Json(type));
        return this;
    }

    public Route answersPageOf(Class<?> item) {
        answers.put(200, new Shape.PageOf(item));
        return query("limit", "at most so many items, 1 to 100, 25 unless told")
                .query("after", "the cursor that the page before ended with");
    }

    public Route answers(int status, String mediaType, String description) {
        answers.put(status, new Shape.Bytes(mediaType, description));
        return this;
    }

    public Route answersNothing() {
        answers.put(204, new Shape.Nothing());
        return this;
    }

    /** A refusal that is particular to this route; those that any route may give need no mention. */
    public Route refuses(int status, String when) {
        refusals.merge(status, when, (known, more) -> known + "; " + more);
        return this;
    }

    /** Who may call it; without a guard anyone may. */
    public Route guardedBy(Guard who) {
        guard = Optional.of(who);
        return this;
    }

    /** It takes an {@code Idempotency-Key}. */
    public Route idempotent() {
        idempotent = true;
        return this;
    }

    /** It becomes a WebSocket, where this consents; its handler answers who does not ask for one. */
    Route upgradedBy(Upgrade decision) {
        upgrade = Optional.of(decision);
        answers.put(101, new Shape.Nothing());
        return this;
    }

    void handle(ServerRequest request, ServerResponse response) throws Exception {
        request.context().register(this);
        guard.ifPresent(who -> who.check(request));
        Body.checkDeclaredLength(request, bodyLimit);
        handler.handle(request, response);
    }

    /** The route that this request was matched with. */
    static Optional<Route> of(ServerRequest request) {
        return request.context().get(Route.class);
    }

    boolean collidesWith(Route other) {
        return method.equals(other.method) && anonymous(path).equals(anonymous(other.path));
    }

    /** Whether a request's path is this route's, whatever its method. */
    boolean matches(String requested) {
        return pattern.matcher(requested).matches();
    }

    /** The parts of a path that matches, by their names. */
    Map<String, String> parameters(String requested) {
        Matcher names = PARAMETER.matcher(path);
        Matcher values =
                Pattern.compile(PARAMETER.matcher(path).replaceAll("([^/]+)")).matcher(requested);
        Map<String, String> found = new LinkedHashMap<>();
        if (values.matches()) {
            for (int group = 1; names.find(); group++) {
                found.put(names.group(1), values.group(group));
            }
        }
        return found;
    }

    private static String anonymous(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    public Method method() {
        return method;
    }

    public String path() {
        return path;
    }

    String tag() {
        return tag;
    }

    String summary() {
        return summary;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    Shape body() {
        return body;
    }

    long bodyLimit() {
        return bodyLimit;
    }

    Map<Integer, Shape> answers() {
        return answers;
    }

    Map<Integer, String> refusals() {
        return refusals;
    }

    Optional<Guard> guard() {
        return guard;
    }

    Optional<Upgrade> upgrade() {
        return upgrade;
    }

    boolean takesIdempotencyKey() {
        return idempotent;
    }

    @Override
    public String toString() {
        return method.text() + " " + path;
    }
}
