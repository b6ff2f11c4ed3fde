package org.codearena.loadtest.load.chaos;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.codearena.loadtest.load.chaos.Fault.Part;

/** What can be done to services and their files without their processes. */
final class Doors {
    private static final int PATIENCE_MILLIS = 2_000;

    private final Path data;

    Doors(Path data) {
        this.data = data;
    }

    /** The kernel closes the clients' ends of all connections to a service, without a word to either side. */
    void cut(Part part) throws IOException {
        String port =
                Files.readString(data.resolve(part.text()).resolve("port")).strip();
        Process ss = new ProcessBuilder("ss", "-K", "-tnH", "state", "established", "dport", "=", ":" + port)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String said = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        // It says nothing and ends well where the kernel does not know how, or where we may not.
        if (said.isEmpty() || !said.contains(":" + port)) {
            throw new IOException(
                    "'ss -K' cut nothing: it needs root and a kernel with CONFIG_INET_DIAG_DESTROY " + said);
        }
    }

    /** Where a service keeps its data is another place from now on, and what was there is gone for it. */
    void forget(Path kept) throws IOException {
        Files.move(kept, kept.resolveSibling(kept.getFileName() + ".wiped-" + System.nanoTime()));
    }

    void emptyCache() throws IOException {
        int port = Integer.parseInt(Files.readString(data.resolve("redis/port")).strip());
        String password = Files.readString(data.resolve("redis/password")).strip();
        try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), port)) {
            redis.setSoTimeout(PATIENCE_MILLIS);
            redis.getOutputStream()
                    .write("AUTH %s\r\nFLUSHALL\r\n".formatted(password).getBytes(StandardCharsets.US_ASCII));
            String answer = new String(redis.getInputStream().readNBytes(10), StandardCharsets.US_ASCII);
            if (!answer.equals("+OK\r\n+OK\r\n")) {
                throw new IOException("Redis did not empty itself, it said " + answer.strip());
            }
        }
    }

    /** A file stands where the directory was, so that nobody makes a new one there: every use of it fails. */
    void storeAway() throws IOException {
        Files.move(store(), elsewhere());
        Files.createFile(store());
    }

    void storeBack() throws IOException {
        if (Files.isDirectory(elsewhere())) {
            Files.deleteIfExists(store());
            Files.move(elsewhere(), store(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    boolean hasStore() {
        return Files.isDirectory(store());
    }

    Path brokersData() {
        return data.resolve("rabbitmq/mnesia");
    }

    private Path store() {
        return data.resolve("blobs");
    }

    private Path elsewhere() {
        return data.resolve("blobs.away");
    }
}
