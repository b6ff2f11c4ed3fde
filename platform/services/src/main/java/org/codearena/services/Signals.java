package org.codearena.services;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes: asks first, then insists. */
public final class Signals {
    private Signals() {}

    /** Returns when the process is gone; it is killed when it takes longer than the grace. */
    public static void end(ProcessHandle process, String signal, Duration grace) {
        send(List.of(process), signal);
        if (!awaitEnd(process, grace)) {
            process.destroyForcibly();
            if (!awaitEnd(process, grace)) {
                throw new ServiceException("process " + process.pid() + " does not end, not even when killed");
            }
        }
    }

    private static boolean awaitEnd(ProcessHandle process, Duration grace) {
        try {
            process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException impossible) {
            throw new ServiceException("cannot wait for process " + process.pid(), impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * To all of them at once, and returns when it is sent; those that are gone are passed over. By the shell, as the JDK
     * sends TERM and KILL only.
     *
     * @param signal without the SIG
     */
    public static void send(Collection<ProcessHandle> processes, String signal) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" -- \"$@\"", signal));
        processes.stream()
                .filter(ProcessHandle::isAlive)
                .map(process -> Long.toString(process.pid()))
                .forEach(line::add);
        try {
            new ProcessBuilder(line)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new ServiceException("cannot send SIG" + signal + " to " + processes, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
