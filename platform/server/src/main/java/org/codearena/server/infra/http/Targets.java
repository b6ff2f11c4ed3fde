package org.codearena.server.infra.http;

import io.helidon.http.HttpPrologue;

/** What a request asks for, as it was sent. */
public final class Targets {
    private Targets() {}

    /** Path and query; an empty query is none. */
    public static String of(HttpPrologue prologue) {
        String path = prologue.uriPath().rawPath();
        String query = prologue.query().rawValue();
        return query.isEmpty() ? path : path + "?" + query;
    }
}
