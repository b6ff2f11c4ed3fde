package org.codearena.server.infra.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how the server listens.
 *
 * @param port 0 takes a free one
 * @param adminPort of health and metrics, which no ingress exposes; 0 takes a free one
 * @param publicUrl what people type; decides on secure cookies and on the origin of requests
 * @param trustedHops how many proxies stand before us and write {@code X-Forwarded-For}
 * @param maxBodyBytes over every route; a route's own limit is smaller
 * @param linger how long the server, once it stops, goes on answering while it says that it is not ready
 * @param drain how long requests under way may take to end once the server stops
 */
public record HttpConfig(
        String host,
        int port,
        String adminHost,
        int adminPort,
        Optional<URI> publicUrl,
        int trustedHops,
        int maxConnections,
        long maxBodyBytes,
        Duration linger,
        Duration drain) {

    /** Loopback, free ports, the limits of a small installation, and nobody in front who would have to notice its end. */
    public static HttpConfig defaults() {
        return new HttpConfig(
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                Optional.empty(),
                0,
                10_000,
                256L << 20,
                Duration.ZERO,
                Duration.ofSeconds(20));
    }

    public HttpConfig withPort(int newPort) {
        return new HttpConfig(
                host,
                newPort,
                adminHost,
                adminPort,
                publicUrl,
                trustedHops,
                maxConnections,
                maxBodyBytes,
                linger,
                drain);
    }

    public HttpConfig withPublicUrl(URI url) {
        return new HttpConfig(
                host,
                port,
                adminHost,
                adminPort,
                Optional.of(url),
                trustedHops,
                maxConnections,
                maxBodyBytes,
                linger,
                drain);
    }

    public HttpConfig withTrustedHops(int hops) {
        return new HttpConfig(
                host, port, adminHost, adminPort, publicUrl, hops, maxConnections, maxBodyBytes, linger, drain);
    }

    public HttpConfig withLinger(Duration longer) {
        return new HttpConfig(
                host, port, adminHost, adminPort, publicUrl, trustedHops, maxConnections, maxBodyBytes, longer, drain);
    }

    /** Whether people reach us over TLS, so that cookies may demand it. */
    public boolean https() {
        return publicUrl
                .filter(url -> "https".equalsIgnoreCase(url.getScheme()))
                .isPresent();
    }
}
