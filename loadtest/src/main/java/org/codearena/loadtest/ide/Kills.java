package org.codearena.loadtest.ide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Edits a project's files, kills its runner at a random moment, and looks whether everything acknowledged is there. A session whose
 * runner dies too often fails; the project is then opened anew, as a person would.
 */
final class Kills {
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
    private static final int FILES = 4;
    private static final int LONGEST_EDITING_MS = 400;

    private final IdeUser user;
    private final String project;
    private final Path data;
    private final RandomGenerator random;
    /** The last version of each file that was acknowledged, and one that was sent after it and may have arrived. */
    private final Map<String, String> acknowledged = new HashMap<>();

    private final Map<String, String> sent = new HashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private String session;
    private int reopened;
    private long edits;
    private int lost;

    Kills(IdeUser user, String project, String session, Path data, RandomGenerator random) {
        this.user = user;
        this.project = project;
        this.session = session;
        this.data = data;
        this.random = random;
    }

    /**
     * @param edits acknowledged edits in all
     * @param reopened how often the session had failed and the project was opened anew
     * @param session the project's last one, which runs
     */
    record Result(int kills, long edits, int lost, int reopened, String session) {}

    Result run(int kills) throws IOException {
        for (int kill = 0; kill < kills; kill++) {
            System.err.printf("\rkills: %d of %d, %d edits", kill + 1, kills, edits);
            try (WorkspaceSocket socket = connected()) {
                look(socket);
                editUntilKilled(socket);
            }
        }
        try (WorkspaceSocket socket = connected()) {
            look(socket);
        }
        System.err.println();
        return new Result(kills, edits, lost, reopened, session);
    }

    /** After one edit at least, however slow the machine is. */
    private void editUntilKilled(WorkspaceSocket socket) throws IOException {
        edit(socket);
        long until = System.nanoTime()
                + Duration.ofMillis(random.nextInt(LONGEST_EDITING_MS)).toNanos();
        Thread killer = Thread.ofPlatform().start(() -> {
            LockSupport.parkNanos(until - System.nanoTime());
            killRunner();
        });
        try {
            while (!socket.ended().isDone()) {
                edit(socket);
            }
        } catch (IOException ended) {
            // The edit that was on its way may or may not be there.
        }
        try {
            killer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private void killRunner() {
        try {
            SessionProcesses.of(data).ofProject(data, project).kill();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private void edit(WorkspaceSocket socket) throws IOException {
        String path = "edited-" + random.nextInt(FILES) + ".txt";
        String text = "edit " + edits + " of " + path + "\n";
        sent.put(path, text);
        WorkspaceSocket.Reply reply =
                socket.request("files.write", basedOn(path), text.getBytes(StandardCharsets.UTF_8));
        if (reply.refused()) {
            throw new IllegalStateException("an edit was refused: " + reply.json());
        }
        acknowledged.put(path, text);
        versions.put(path, reply.json().get("version").asString());
        edits++;
    }

    private Map<String, @Nullable String> basedOn(String path) {
        Map<String, @Nullable String> arguments = new HashMap<>();
        arguments.put("path", path);
        arguments.put("base", versions.get(path));
        return arguments;
    }

    /** What is there must be what was acknowledged last, or what was sent after that. */
    private void look(WorkspaceSocket socket) throws IOException {
        for (Map.Entry<String, String> file : sent.entrySet()) {
            String path = file.getKey();
            WorkspaceSocket.Reply reply = socket.request("files.read", Map.of("path", path));
            @Nullable String there = reply.refused() ? null : new String(reply.raw(), StandardCharsets.UTF_8);
            @Nullable String mustBe = acknowledged.get(path);
            boolean kept = there == null ? mustBe == null : there.equals(mustBe) || there.equals(file.getValue());
            if (!kept) {
                lost++;
                System.err.printf("%n%s: acknowledged '%s', there is '%s'%n", path, mustBe, there);
            }
            if (there != null) {
                acknowledged.put(path, there);
                versions.put(path, reply.json().get("version").asString());
            } else {
                versions.remove(path);
            }
        }
    }

    private WorkspaceSocket connected() throws IOException {
        long deadline = System.nanoTime() + BACK_WITHIN.toNanos();
        while (true) {
            try {
                return user.connect(session);
            } catch (IOException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the session did not come back: " + user.get("/sessions/" + session), notYet);
                }
                reopenIfFailed();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private void reopenIfFailed() throws IOException {
        if (user.phase(session).equals("failed")) {
            session = user.open(project);
            user.awaitRunning(session);
            reopened++;
        }
    }
}
