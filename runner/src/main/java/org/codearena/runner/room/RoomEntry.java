package org.codearena.runner.room;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.codearena.runner.terminal.Size;
import org.codearena.runner.terminal.TerminalCommand;

/** Enters a room by {@code room enter}. */
final class RoomEntry implements TerminalCommand {
    private static final long REAP_SECONDS = 10;

    private final RoomSettings settings;
    private final int room;

    /** @param room pid of its first process */
    RoomEntry(RoomSettings settings, int room) {
        this.settings = settings;
        this.room = room;
    }

    @Override
    public List<String> line(int id, Program program, Size size) {
        List<String> line = enter();
        RoomSettings.add(line, "--id", id);
        RoomSettings.add(line, "--uid", settings.uid());
        RoomSettings.add(line, "--cwd", program.directory());
        RoomSettings.add(line, "--columns", size.columns());
        RoomSettings.add(line, "--rows", size.rows());
        program.environment().forEach((name, value) -> RoomSettings.add(line, "--env", name + '=' + value));
        line.add("--");
        line.addAll(program.command());
        return line;
    }

    private List<String> enter() {
        List<String> line = new ArrayList<>(List.of(settings.program().toString(), "enter"));
        RoomSettings.add(line, "--room", room);
        return line;
    }

    @Override
    public void reap(int id) throws IOException {
        List<String> line = enter();
        RoomSettings.add(line, "--reap", id);
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process reaper = builder.start();
        try {
            reaper.getOutputStream().close();
            if (!reaper.waitFor(REAP_SECONDS, TimeUnit.SECONDS)) {
                reaper.destroyForcibly();
                throw new RoomException(
                        "what terminal " + id + " left behind was not dead within " + REAP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            reaper.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new RoomException("interrupted while what terminal " + id + " left behind was killed", e);
        }
    }
}
