package org.codearena.services;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes: asks first, then insists. */
public final class Signals {
    private Signals() {}

    /** Returns when the process is gone; it is killed when it takes longer than the grace. */
    public static void end(ProcessHandle process, String signal, Duration grace) {
        send(process.pid(), signal);
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

    /** By the shell, as the JDK sends TERM and KILL only. */
    private static void send(long pid, String signal) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" \"$0\"", Long.toString(pid), signal)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new ServiceException("cannot send SIG" + signal + " to process " + pid, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
