package org.codearena.loadtest.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.codearena.loadtest.Ready;
import org.codearena.loadtest.load.target.LocalDatabase;
import org.codearena.loadtest.load.target.Metrics;
import org.codearena.loadtest.load.target.Sample;
import org.codearena.loadtest.load.target.TargetException;

/** An installation of this machine that is up, and the ways into it beside its API. For one thread. */
final class UnderTest implements AutoCloseable {
    private final Path data;
    private final Ready ready;
    private final Connection database;

    private UnderTest(Path data, Ready ready, Connection database) {
        this.data = data;
        this.ready = ready;
        this.database = database;
    }

    static UnderTest of(Path data) throws IOException {
        Ready ready = Ready.of(data);
        Connection database = LocalDatabase.connect(data)
                .orElseThrow(() -> new TargetException(
                        "the installation in " + data + " has its database elsewhere;" + " name one that has its own"));
        return new UnderTest(data, ready, database);
    }

    URI url() {
        return ready.url();
    }

    long pid() {
        return ready.pid();
    }

    Path data() {
        return data;
    }

    Connection database() {
        return database;
    }

    /** What it says of itself now. */
    List<Sample> metrics() throws IOException, InterruptedException {
        try (Metrics metrics = new Metrics(ready.health().resolve("/metrics"))) {
            return metrics.read();
        }
    }

    /** What is resident of the server's process. */
    double residentMib() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            database.close();
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }
}
