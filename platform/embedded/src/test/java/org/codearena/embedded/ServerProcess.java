package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.codearena.services.PostgresServer;
import org.codearena.services.RabbitServer;
import org.codearena.services.RedisServer;

/** One server among many: the program that an image starts, in a process of its own, told everything by its environment. */
final class ServerProcess implements AutoCloseable {
    private static final long BOUND_SECONDS = 120;

    private final String name;
    private final Map<String, String> environment;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;

    /** What all servers of an installation are told. */
    record Shared(
            PostgresServer.Database database, RedisServer.Address cache, RabbitServer.Address broker, Path directory) {
        private Map<String, String> environment() {
            return ServerEnvironment.of(
                    database,
                    cache,
                    broker,
                    directory.resolve("blobs"),
                    AppLayout.ofThisProcess().plugins());
        }
    }

    private ServerProcess(String name, Map<String, String> environment, Path log) throws IOException {
        this.name = name;
        this.environment = environment;
        this.log = log;
        this.process = launch();
    }

    /** Starts one, and does not wait for it. */
    static ServerProcess start(Shared shared, String name, Map<String, String> more) throws IOException {
        int port = freePort();
        Map<String, String> environment = shared.environment();
        environment.put("CODEARENA_HTTP_PORT", String.valueOf(port));
        environment.put("CODEARENA_PUBLIC_URL", "http://127.0.0.1:" + port);
        environment.put("CODEARENA_ADMIN_PORT", String.valueOf(freePort()));
        environment.put("CODEARENA_JUDGE_NAME", name);
        environment.putAll(more);
        return new ServerProcess(name, environment, shared.directory().resolve(name + ".log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-cp",
                AppLayout.ofThisProcess().root().resolve("lib") + "/*",
                "org.codearena.server.Main");
        builder.environment().keySet().removeIf(key -> key.startsWith("CODEARENA_"));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    URI url() {
        return URI.create(String.valueOf(environment.get("CODEARENA_PUBLIC_URL")));
    }

    void awaitReady() throws Exception {
        RunningInstance.await(name + " is ready, see " + log, () -> {
            assertTrue(process.isAlive(), () -> name + " has ended: " + said());
            return isAnswering() && admin("/health/ready").statusCode() == 200;
        });
    }

    private boolean isAnswering() throws InterruptedException {
        try {
            return admin("/health/live").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    HttpResponse<String> admin(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + environment.get("CODEARENA_ADMIN_PORT") + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** All that it has printed. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    void kill() throws Exception {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws Exception {
        process = launch();
    }

    /** Tells it to end, and answers with which status it did. */
    int end() throws Exception {
        process.destroy();
        return status();
    }

    int status() throws Exception {
        assertTrue(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS), name + " does not end");
        return process.exitValue();
    }

    List<String> lines() {
        return said().lines().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.shutdownNow();
    }
}
