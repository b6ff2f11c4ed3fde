package org.codearena.server.infra.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.NotFoundException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The web app's files from the class path's {@code /web}. A path that is no file and looks like none is a page of the app,
 * which finds its way by itself, so it gets {@code index.html}. What lies under {@code assets} has a hash in its name and
 * never changes; everything else is asked for again each time and mostly answered with 304.
 */
final class WebApp {
    private static final Pattern FILE =
            Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*\\.[A-Za-z0-9]+");
    private static final Header FOR_EVER = cacheControl("public, max-age=31536000, immutable");
    private static final Header ASK_AGAIN = cacheControl("no-cache");
    private static final HeaderName IF_NONE_MATCH = HeaderNames.create("If-None-Match");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("pdf", "application/pdf"));

    /** One file as it is sent; the compressed form is empty where it would be no smaller. */
    private record Asset(byte[] plain, byte[] gzip, String type, String etag) {}

    /** Only what exists is kept, so the jar's content bounds it. */
    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    private final String root;

    /** Serves what lies under this directory of the class path; it ends with a slash. */
    WebApp(String root) {
        this.root = root;
    }

    void declare(HttpRouting.Builder routing) {
        routing.get("/*", this::serve).head("/*", this::serve);
    }

    private void serve(ServerRequest request, ServerResponse response) {
        String path = request.prologue().uriPath().path();
        String name = path.substring(1);
        Asset asset = file(name).orElseGet(() -> page(request, path));
        response.header(name.startsWith("assets/") && !asset.type().startsWith("text/html") ? FOR_EVER : ASK_AGAIN)
                .header(HeaderNames.ETAG, asset.etag())
                .header(HeaderNames.VARY, "Accept-Encoding");
        if (request.headers().first(IF_NONE_MATCH).filter(asset.etag()::equals).isPresent()) {
            response.status(Status.NOT_MODIFIED_304).send();
        } else {
            send(request, response, asset);
        }
    }

    private Optional<Asset> file(String name) {
        return FILE.matcher(name).matches() ? asset(name) : Optional.empty();
    }

    /**
     * What is no file is a page, unless it climbs, or looks like a file and is asked for by a page rather than a person: a
     * script tag must get a 404, and the page of a user named "node.js" must not.
     */
    private Asset page(ServerRequest request, String path) {
        boolean navigates = request.headers()
                .first(HeaderNames.ACCEPT)
                .filter(accepted -> accepted.contains("text/html"))
                .isPresent();
        boolean looksLikeFile = path.startsWith("/assets/") || TYPES.containsKey(extension(path));
        if (path.contains("/..") || (looksLikeFile && !navigates)) {
            throw new NotFoundException("there is no file '" + path + "'");
        }
        return asset("index.html")
                .orElseThrow(
                        () -> new NotFoundException("there is nothing at '" + path + "': this build has no web app"));
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static void send(ServerRequest request, ServerResponse response, Asset asset) {
        boolean gzip = asset.gzip().length > 0
                && request.headers()
                        .first(HeaderNames.ACCEPT_ENCODING)
                        .filter(accepted -> accepted.contains("gzip"))
                        .isPresent();
        byte[] body = gzip ? asset.gzip() : asset.plain();
        response.header(HeaderNames.CONTENT_TYPE, asset.type());
        if (gzip) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(body.length);
            response.send();
        } else {
            response.send(body);
        }
    }

    private Optional<Asset> asset(String name) {
        return Optional.ofNullable(known.get(name))
                .or(() -> load(name).map(loaded -> {
                    known.put(name, loaded);
                    return loaded;
                }));
    }

    private Optional<Asset> load(String name) {
        try (InputStream in = WebApp.class.getResourceAsStream(root + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] plain = in.readAllBytes();
            String type = TYPES.getOrDefault(extension(name), "application/octet-stream");
            String etag = '"' + HexFormat.of().formatHex(new RequestBody(plain).sha256(), 0, 12) + '"';
            return Optional.of(new Asset(plain, compressed(plain), type, etag));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] compressed(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.size() < plain.length * 9 / 10 ? bytes.toByteArray() : new byte[0];
    }

    private static Header cacheControl(String value) {
        return HeaderValues.createCached(HeaderNames.CACHE_CONTROL, value);
    }
}
