package org.codearena.server.workspace.gateway;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.codearena.server.infra.http.Json;

/** What a preview says itself, where no program answers: a page for people, a problem document for everyone else. */
final class PreviewPages {
    private static final String RELOADING = "\n<meta http-equiv=\"refresh\" content=\"2\">";
    private static final String RETRY_SECONDS = "2";

    private final PreviewHosts hosts;

    PreviewPages(PreviewHosts hosts) {
        this.hosts = hosts;
    }

    /** The answer says this; a page that may change by itself asks again until it does. */
    void send(ServerRequest request, ServerResponse response, Status status, String title, String text, boolean again) {
        response.status(status)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderValues.create("X-Content-Type-Options", "nosniff"))
                .header(HeaderValues.create(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; " + frameAncestors(request)));
        if (again) {
            response.header(HeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        boolean reads = request.headers()
                .first(HeaderNames.ACCEPT)
                .filter(accepted -> accepted.contains("text/html"))
                .isPresent();
        response.header(HeaderNames.CONTENT_TYPE, reads ? "text/html; charset=utf-8" : "application/problem+json");
        response.send(reads ? page(title, text, again) : problem(status, text));
    }

    private static byte[] page(String title, String text, boolean again) {
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>%s</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">%s
            <style>
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { max-width: 32rem; margin: 15vh auto 0; padding: 0 1.5rem; }
            h1 { font-size: 1.25rem; margin: 0 0 .5rem; } p { margin: 0 0 .5rem; }
            </style></head><body><h1>%s</h1><p>%s</p></body></html>
            """.formatted(title, again ? RELOADING : "", title, text).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] problem(Status status, String text) {
        return Json.mapper()
                .writeValueAsBytes(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        status.reasonPhrase(),
                        "status",
                        status.code(),
                        "detail",
                        text));
    }

    /** Only the app's pages, and the preview's own, may show a preview in a frame. */
    String frameAncestors(ServerRequest request) {
        List<String> app =
                hosts.appOrigins(request.headers().first(HeaderNames.HOST).orElse(""));
        return "frame-ancestors 'self' " + String.join(" ", app);
    }
}
