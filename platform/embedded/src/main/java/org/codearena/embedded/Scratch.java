package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.codearena.services.Home;
import org.jspecify.annotations.Nullable;

/** An installation in a place of its own, which is gone when this process ends, be it by Ctrl-C. */
final class Scratch implements AutoCloseable {
    private final Path path;
    private final DataDirectory directory;
    private final DataDirectory.Lease lease;
    private volatile @Nullable Stack stack;

    private Scratch() throws IOException {
        path = Files.createTempDirectory("codearena-verify-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove, "remove"));
        directory = new DataDirectory(path);
        lease = directory.take();
        Logs.toFile(directory.log());
    }

    static Scratch start(Server.Starter starter, Stack.Wanted wanted, Progress progress) throws IOException {
        var scratch = new Scratch();
        scratch.stack = Stack.start(scratch.directory, AppLayout.ofThisProcess(), starter, wanted, progress);
        return scratch;
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
