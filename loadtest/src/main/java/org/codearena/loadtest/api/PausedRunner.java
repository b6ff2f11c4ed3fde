package org.codearena.loadtest.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.codearena.loadtest.load.target.TargetException;
import org.codearena.services.Signals;

/**
 * The installation's runner, held still: what is submitted meanwhile waits in the backlog, as it does where all judges are
 * busy, and takes no time of the processors. Nothing is configured otherwise; it goes on where it was.
 */
final class PausedRunner implements AutoCloseable {
    private static final String MAIN = "org.codearena.runner.Main";
    private static final String OF_SESSIONS = "workspace";

    private final List<ProcessHandle> held;
    /** Whoever breaks the bench off does not leave a dead judge behind. */
    private final Thread atTheEnd = new Thread(this::release);

    private PausedRunner(List<ProcessHandle> held) {
        this.held = held;
    }

    /** Of the server that has this process id. */
    static PausedRunner of(long server) {
        List<ProcessHandle> runners = ProcessHandle.of(server).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(PausedRunner::judges)
                .flatMap(runner -> Stream.concat(Stream.of(runner), runner.descendants()))
                .toList();
        if (runners.isEmpty()) {
            throw new TargetException("process " + server + " has no runner that could be held still: is it the server"
                    + " of an installation on one machine?");
        }
        PausedRunner paused = new PausedRunner(runners);
        Runtime.getRuntime().addShutdownHook(paused.atTheEnd);
        Signals.send(runners, "STOP");
        return paused;
    }

    private static boolean judges(ProcessHandle process) {
        try {
            List<String> words = List.of(
                    Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1)
                            .split("\0"));
            return words.contains(MAIN) && !words.contains(OF_SESSIONS);
        } catch (IOException gone) {
            return false;
        }
    }

    private void release() {
        Signals.send(held, "CONT");
    }

    @Override
    public void close() {
        release();
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
    }
}
