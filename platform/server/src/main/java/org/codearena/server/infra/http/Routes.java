package org.codearena.server.infra.http;

import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Every route of the API with its handler and its description. The server is built from it and the OpenAPI document is
 * written from it, so that neither can know a route that the other does not. Not thread-safe: filled at start.
 */
public final class Routes {
    /** What every route's path is relative to. */
    public static final String BASE = "/api/v1";

    private final List<Route> routes = new ArrayList<>();
    private String tag = "other";

    /** Lets one feature declare its routes; they are shown under its tag. */
    Routes add(Feature feature) {
        tag = feature.getClass().getPackageName().replaceFirst(".*\\.", "");
        feature.declare(this);
        return this;
    }

    public Route get(String path, Handler handler) {
        return route(Method.GET, path, handler);
    }

    public Route post(String path, Handler handler) {
        return route(Method.POST, path, handler);
    }

    public Route put(String path, Handler handler) {
        return route(Method.PUT, path, handler);
    }

    public Route patch(String path, Handler handler) {
        return route(Method.PATCH, path, handler);
    }

    public Route delete(String path, Handler handler) {
        return route(Method.DELETE, path, handler);
    }

    /** A path at which clients open a WebSocket, if this consents; who asks for none is told so. */
    public Route upgrade(String path, Upgrade decision) {
        return get(path, Routes::askForWebSocket)
                .upgradedBy(decision)
                .refuses(426, "the request asks for no WebSocket");
    }

    private static void askForWebSocket(ServerRequest request, ServerResponse response) {
        response.header(HeaderValues.create("Upgrade", "websocket"));
        throw new HttpException("there is a WebSocket here and nothing else", Status.UPGRADE_REQUIRED_426, true);
    }

    /** In the order of their declaration, which is the order they are matched in. */
    public List<Route> all() {
        return List.copyOf(routes);
    }

    private Route route(Method method, String path, Handler handler) {
        Route route = new Route(method, BASE + path, tag, handler);
        if (routes.stream().anyMatch(route::collidesWith)) {
            throw new IllegalStateException(route + " is declared twice");
        }
        routes.add(route);
        return route;
    }
}
