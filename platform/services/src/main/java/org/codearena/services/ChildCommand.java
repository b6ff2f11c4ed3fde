package org.codearena.services;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one child process is started, in an empty environment.
 *
 * @param isolation a command in front that changes who the child is, or empty
 * @param deathSignal what the kernel sends to the child when the thread that started it ends; without one the child's
 *     standard input ends then, and it must watch that
 * @param environment all the child sees, besides a path and a language
 */
public record ChildCommand(
        List<String> isolation, Optional<String> deathSignal, List<String> command, Map<String, String> environment) {

    /**
     * A parent that dies between the start of the child and the child's own request to be told is never reported by the
     * kernel. Hence this look afterwards: an orphan has another parent by then.
     */
    private static final String UNLESS_ORPHAN = "[ \"$PPID\" = \"$0\" ] || exit 1; exec \"$@\"";

    public ChildCommand {
        isolation = List.copyOf(isolation);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Starts it. The calling thread must live for as long as the child shall. */
    Process start(Path log) throws IOException {
        var line = new ArrayList<String>();
        // A session of its own keeps the terminal's Ctrl-C from the child: we end it when its time has come.
        line.add(Programs.need("setsid", "util-linux").toString());
        line.addAll(isolation);
        deathSignal.ifPresent(signal -> line.addAll(List.of(
                Programs.need("setpriv", "util-linux").toString(),
                "--pdeathsig",
                signal,
                "/bin/sh",
                "-c",
                UNLESS_ORPHAN,
                Long.toString(ProcessHandle.current().pid()))));
        line.addAll(command);
        var builder = new ProcessBuilder(line)
                .directory(new File("/"))
                .redirectInput(deathSignal.isPresent() ? Redirect.from(new File("/dev/null")) : Redirect.PIPE)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "LC_ALL", "C.UTF-8",
                        "TZ", "UTC"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs it to its end, which must come in time and with status 0. */
    void runToEnd(LogFile log, Duration within) throws IOException {
        log.beginRun();
        Process process = start(log.path());
        String name = Path.of(command.getFirst()).getFileName().toString();
        try {
            if (!process.waitFor(within.toMillis(), MILLISECONDS)) {
                process.destroyForcibly();
                throw new ServiceException(
                        "%s did not end within %d s; %s".formatted(name, within.toSeconds(), log.lastLines()));
            }
            if (process.exitValue() != 0) {
                throw new ServiceException(
                        "%s failed with status %d; %s".formatted(name, process.exitValue(), log.lastLines()));
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServiceException("interrupted while " + name + " ran", interrupted);
        }
    }
}
