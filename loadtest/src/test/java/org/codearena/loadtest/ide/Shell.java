package org.codearena.loadtest.ide;

import java.io.IOException;
import java.time.Duration;

/** A shell in a session's terminal: types a command, waits for its end, says what it printed. */
final class Shell {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final WorkspaceSocket socket;
    private final long terminal;
    private final Transcript transcript = new Transcript();
    private int commands;

    private Shell(WorkspaceSocket socket) throws IOException {
        this.socket = socket;
        this.terminal = socket.openTerminal(transcript);
        if (!transcript.awaitAny(LONGEST)) {
            throw new IOException("no prompt");
        }
        socket.type(terminal, "stty -echo; exec env PS1= PS2= bash --noprofile --norc --noediting\n");
        run("true");
    }

    static Shell open(WorkspaceSocket socket) throws IOException {
        return new Shell(socket);
    }

    /** What the command printed, and its exit status behind it as {@code [status]}. */
    String run(String command) throws IOException {
        int number = ++commands;
        transcript.forget();
        String begin = "begin-" + number + ".";
        String end = "end-" + number + ".";
        socket.type(
                terminal,
                "printf 'begin-%s.' " + number + "\n" + command + "\nprintf '[%s]end-%s.' $? " + number + "\n");
        String seen = transcript.await(end, LONGEST);
        return seen.substring(seen.indexOf(begin) + begin.length(), seen.indexOf(end))
                .replace("\r", "");
    }

    /** Types this and waits for nothing. */
    void begin(String command) {
        socket.type(terminal, command + "\n");
    }

    long terminal() {
        return terminal;
    }
}
