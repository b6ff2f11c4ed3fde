package org.codearena.loadtest.ide;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.codearena.loadtest.Ready;

/** The process that an installation on this machine is, and with it the orchestrator of its sessions. */
final class Server {
    private static final long LONGEST_START_SECONDS = 120;

    private final Path data;
    private final List<String> codearena;

    /** @param codearena the command that starts it, without its words */
    Server(Path data, List<String> codearena) {
        this.data = data;
        this.codearena = List.copyOf(codearena);
    }

    /** Kills it without warning, starts it again on the same port, and returns when it is ready. */
    void killAndStart() throws IOException {
        Ready running = Ready.of(data);
        ProcessHandle process = ProcessHandle.of(running.pid())
                .orElseThrow(
                        () -> new IOException("process " + running.pid() + ", which must be killed, does not run"));
        process.destroyForcibly();
        process.onExit().join();
        List<String> up =
                List.of("up", "--detach", "--port", String.valueOf(running.url().getPort()), "--data", data.toString());
        Process start = new ProcessBuilder(
                        Stream.concat(codearena.stream(), up.stream()).toList())
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            if (!start.waitFor(LONGEST_START_SECONDS, TimeUnit.SECONDS) || start.exitValue() != 0) {
                throw new IOException("the installation in " + data + " did not start again");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
