package org.codearena.loadtest.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.codearena.loadtest.ide.IdeUser;
import org.codearena.loadtest.ide.RefusedException;
import org.codearena.loadtest.ide.Transcript;
import org.codearena.loadtest.ide.WorkspaceSocket;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.scenario.Work;
import org.codearena.loadtest.load.target.Trouble;

/** Somebody's one session, from the click to its end. */
final class Coding {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** What is typed at it comes back as it is, a byte for each key. */
    private static final String ECHOING = "stty raw -echo; printf 'REA''DY'; exec cat\n";

    private final String flow;
    private final Work work;
    private final IdeUser person;
    private final String mark;
    private final Arrival arrival;
    private final Meters meters;
    private String lastText = "";
    private String version = "";

    Coding(String flow, Work work, IdeUser person, String mark, Arrival arrival, Meters meters) {
        this.flow = flow;
        this.work = work;
        this.person = person;
        this.mark = mark;
        this.arrival = arrival;
        this.meters = meters;
    }

    void run() throws InterruptedException {
        try {
            String project = person.project("load " + mark, work.template());
            try {
                inSession(project);
            } finally {
                person.delete(project);
            }
        } catch (RefusedException refused) {
            meters.count((refused.later() ? "refused." : "error.ide http ") + refused.status());
        } catch (IOException broken) {
            requireNotInterrupted();
            meters.count("error.ide " + Trouble.of(broken));
        }
    }

    /** What a stop breaks off is no error of the target's. */
    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the run is over");
        }
    }

    private void inSession(String project) throws IOException, InterruptedException {
        String session = person.open(project);
        try {
            person.awaitRunning(session);
            try (WorkspaceSocket socket = person.connect(session)) {
                work(socket);
            }
        } finally {
            close(session);
        }
        requireKept(project);
    }

    private void close(String session) throws IOException {
        long asked = System.nanoTime();
        person.stop(session);
        time(Kind.CLOSE, System.nanoTime() - asked);
        meters.count("closed." + flow);
    }

    /** What was written last is what the store has, once the session has ended. */
    private void requireKept(String project) throws IOException {
        byte[] kept = person.file(project, work.file());
        if (!Arrays.equals(kept, lastText.getBytes(StandardCharsets.UTF_8))) {
            meters.count("file.lost");
        }
    }

    private void work(WorkspaceSocket socket) throws IOException, InterruptedException {
        Transcript shown = new Transcript();
        long terminal = socket.openTerminal(shown);
        if (!shown.awaitAny(LONGEST)) {
            throw new IOException("no prompt within " + LONGEST.toSeconds() + " s");
        }
        time(Kind.OPEN, System.nanoTime() - arrival.intended());
        meters.count("opened." + flow);
        for (int run = 0; run < work.runs(); run++) {
            write(socket, work.program().replace(Work.MARK, mark + "." + run));
            run(socket, terminal, shown, mark + "." + run);
        }
        type(socket);
    }

    private void write(WorkspaceSocket socket, String text) throws IOException {
        lastText = text;
        WorkspaceSocket.Reply reply = socket.request("files.write", where(), text.getBytes(StandardCharsets.UTF_8));
        if (reply.refused()) {
            throw new IOException("cannot write: " + reply.json());
        }
        version = reply.json().path("version").asString();
    }

    /** The first time it is a new file, and then one that is as it was left. */
    private Map<String, String> where() {
        return version.isEmpty() ? Map.of("path", work.file()) : Map.of("path", work.file(), "base", version);
    }

    private void run(WorkspaceSocket socket, long terminal, Transcript shown, String wanted) throws IOException {
        shown.forget();
        long typed = System.nanoTime();
        socket.type(terminal, work.command() + "\n");
        shown.await(wanted, LONGEST);
        time(Kind.RUN, System.nanoTime() - typed);
    }

    /** At a typist's pace, whatever the echo takes: a key that had to wait for the echo before it is counted from its due time. */
    private void type(WorkspaceSocket socket) throws IOException, InterruptedException {
        Transcript echoed = new Transcript();
        long terminal = socket.openTerminal(echoed);
        echoed.awaitAny(LONGEST);
        socket.type(terminal, ECHOING);
        echoed.await("READY", LONGEST);
        long due = System.nanoTime();
        for (int key = 0; key < work.keys(); key++) {
            due += work.every().toNanos();
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            echoed.forget();
            socket.type(terminal, "x");
            if (!echoed.awaitAny(LONGEST)) {
                throw new IOException("no echo within " + LONGEST.toSeconds() + " s");
            }
            time(Kind.ECHO, System.nanoTime() - due);
        }
    }

    private void time(Kind kind, long nanos) {
        meters.time(kind, flow, arrival.phase(), nanos);
    }
}
