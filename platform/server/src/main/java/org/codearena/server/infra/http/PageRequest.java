package org.codearena.server.infra.http;

import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which page of a list is asked for. The way to use it: query {@link #fetch()} rows that come after {@link #after()} in a
 * total order, then {@link #page}.
 */
public record PageRequest(int limit, Optional<Cursor> after) {
    private static final int MOST = 100;
    private static final int USUAL = 25;

    public static PageRequest of(ServerRequest request) {
        return new PageRequest(
                Params.number(request, "limit", 1, MOST, USUAL),
                Params.query(request, "after").map(Cursor::parse));
    }

    /** One row more than the page holds: it tells whether another page follows. */
    public int fetch() {
        return limit + 1;
    }

    /** The page of these rows, of which there are at most {@link #fetch()}. */
    public <R, T> Page<T> page(List<R> rows, Function<R, T> item, Function<R, Cursor> cursor) {
        List<R> shown = rows.subList(0, Math.min(limit, rows.size()));
        return new Page<>(
                shown.stream().map(item).toList(),
                rows.size() > limit ? cursor.apply(shown.getLast()).text() : null);
    }
}
