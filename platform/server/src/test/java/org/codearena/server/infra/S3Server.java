package org.codearena.server.infra;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.codearena.server.Until;
import org.codearena.server.kernel.Secret;

/** A real S3 server, which checks signatures, on a directory; in a process of its own, so that it can be hurt. */
final class S3Server implements AutoCloseable {
    static final Secret ACCESS_KEY = new Secret("user-of-the-store");
    static final Secret SECRET_KEY = new Secret("secret-of-the-store");

    private static final Path JARS =
            Path.of("..", "s3proxy", "target", "jars").toAbsolutePath().normalize();

    private final Path directory;
    private final int port;
    private Process process;

    private S3Server(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.process = launch();
    }

    static S3Server start(Path directory) throws IOException {
        assertTrue(Files.isDirectory(JARS), "build platform/s3proxy first: " + JARS + " is missing");
        Files.createDirectories(directory.resolve("buckets"));
        S3Server server = new S3Server(directory, freePort());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.awaitAnswer();
        return server;
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private Process launch() throws IOException {
        Path settings = directory.resolve("settings");
        Files.write(
                settings,
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v4",
                        "s3proxy.identity=" + ACCESS_KEY.value(),
                        "s3proxy.credential=" + SECRET_KEY.value(),
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.identity=none",
                        "jclouds.credential=none",
                        "jclouds.filesystem.basedir=" + directory.resolve("buckets")));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        JARS + "/*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .redirectInput(new File("/dev/null"))
                .start();
    }

    private void awaitAnswer() {
        Until.holds("the S3 server answers, see " + directory.resolve("log"), () -> {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    int port() {
        return port;
    }

    S3Blobs.Config config(String bucket) {
        return config(bucket, port);
    }

    /** Through something that listens at this port. */
    static S3Blobs.Config config(String bucket, int port) {
        return new S3Blobs.Config(
                URI.create("http://127.0.0.1:" + port),
                "us-east-1",
                bucket,
                "some/prefix",
                ACCESS_KEY,
                SECRET_KEY,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = launch();
        awaitAnswer();
    }

    /** Whoever connects to it is accepted by the system, and gets no answer. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
