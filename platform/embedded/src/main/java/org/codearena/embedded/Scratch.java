package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.codearena.services.Home;
import org.jspecify.annotations.Nullable;

/** A data directory in a place of its own, and what runs on it; all gone when this process ends, be it by Ctrl-C. */
final class Scratch implements AutoCloseable {
    private final Path path;
    private final DataDirectory directory;
    private final DataDirectory.Lease lease;
    private volatile @Nullable Stack stack;

    /** @param name what the place's name begins with */
    Scratch(String name) throws IOException {
        path = Files.createTempDirectory(name);
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove, "remove"));
        directory = new DataDirectory(path);
        lease = directory.take();
        Logs.toFile(directory.log());
    }

    DataDirectory directory() {
        return directory;
    }

    /** Starts all that an installation is. */
    void start(Server.Starter starter, Stack.Wanted wanted, Progress progress) {
        stack = Stack.start(directory, AppLayout.ofThisProcess(), starter, wanted, progress);
    }

    ApiClient signIn() {
        return ApiClient.signIn(
                Objects.requireNonNull(stack).server().url(), Instance.ADMIN, directory.adminPassword());
    }

    /** Ends what runs; its files go when this process does. */
    void end() {
        Stack running = stack;
        stack = null;
        if (running != null) {
            running.close();
        }
    }

    /** Ending takes its time, and whoever waits for the result need not wait for that: it is left to the process's end. */
    @Override
    public void close() {
        lease.close();
    }

    private void remove() {
        try {
            end();
        } finally {
            delete();
        }
    }

    private void delete() {
        try {
            Home.deleteTree(path);
        } catch (IOException failed) {
            System.err.println("cannot delete " + path + ": " + failed);
        }
    }
}
