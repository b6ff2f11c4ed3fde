package org.codearena.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server with one page: for tests of what happens around the server, whatever that is. */
final class PlainServer implements Server {
    private final HttpServer http;

    private PlainServer(HttpServer http) {
        this.http = http;
    }

    /** The commands with this server in place of the real one. */
    public static void main(String[] arguments) {
        System.exit(Main.commands(PlainServer::start).execute(arguments));
    }

    static PlainServer start(Setup setup) {
        try {
            HttpServer http =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), setup.port()), 0);
            http.createContext("/", exchange -> {
                byte[] page = "hello".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            http.start();
            return new PlainServer(http);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    @Override
    public URI health() {
        return url().resolve("/health/ready");
    }

    @Override
    public void importShippedProblems(Path directory) {}

    @Override
    public void close() {
        http.stop(0);
    }
}
