package org.codearena.server.infra.http;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The API's document as one page to read, without a script. */
final class ApiPage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>CodeArena: the API</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
            details { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .4rem;
                      margin: .4rem 0; padding: .4rem .8rem; }
            summary { cursor: pointer; } summary b { display: inline-block; min-width: 4.5rem; }
            dt { font-weight: 600; } dd { margin: 0 0 .4rem 1.2rem; }
            </style></head><body>
            <h1>The API</h1>
            <p>Everything is JSON; a refusal is a problem document (RFC 9457) that says what was wrong and what is allowed.
            Call it with the browser's session or with <code>Authorization: Bearer TOKEN</code>.
            For programs: <a href="/openapi.json">the OpenAPI document</a>.</p>
            """;

    private final List<Route> routes;

    ApiPage(List<Route> routes) {
        this.routes = routes;
    }

    String html() {
        StringBuilder html = new StringBuilder(HEAD);
        routes.stream().map(Route::tag).distinct().forEach(tag -> {
            html.append("<h2>").append(escaped(tag)).append("</h2>\n");
            routes.stream().filter(route -> route.tag().equals(tag)).forEach(route -> html.append(entry(route)));
        });
        return html.append("</body></html>\n").toString();
    }

    /** What a body is, in words. */
    static String words(Route.Shape shape) {
        return switch (shape) {
            case Route.Shape.Json(Class<?> type) -> fields(type);
            case Route.Shape.PageOf(Class<?> item) -> "a page {items: [" + fields(item) + "], next}";
            case Route.Shape.Bytes(String mediaType, String description) -> mediaType + ": " + description;
            case Route.Shape.Nothing _ -> "nothing";
        };
    }

    private static String fields(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(ApiPage::field)
                        .collect(Collectors.joining(", ", "{", "}"))
                : type.getSimpleName();
    }

    private static String field(RecordComponent component) {
        return component.getName() + (RecordShape.isOptional(component) ? "?" : "");
    }

    private static String entry(Route route) {
        StringBuilder html = new StringBuilder("<details><summary><b>")
                .append(route.method().text())
                .append("</b> <code>")
                .append(escaped(route.path()))
                .append("</code> ")
                .append(escaped(route.summary()))
                .append("</summary><dl>");
        route.guard().ifPresent(guard -> term(html, "For", guard.describe()));
        if (!(route.body() instanceof Route.Shape.Nothing)) {
            term(html, "Takes", words(route.body()));
        }
        route.parameters().forEach(p -> term(html, "?" + p.name() + "=", p.description()));
        route.answers().forEach((status, shape) -> term(html, String.valueOf(status), words(shape)));
        route.refusals().forEach((status, when) -> term(html, String.valueOf(status), when));
        return html.append("</dl></details>\n").toString();
    }

    private static void term(StringBuilder html, String term, String description) {
        html.append("<dt>")
                .append(escaped(term))
                .append("</dt><dd>")
                .append(escaped(description))
                .append("</dd>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
