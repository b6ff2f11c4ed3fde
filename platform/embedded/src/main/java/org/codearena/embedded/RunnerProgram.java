package org.codearena.embedded;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.services.ChildCommand;
import org.codearena.services.Program;

/** The process in which submitted programs run: it knows its socket and its sandbox, and no password. */
final class RunnerProgram implements Program {
    private static final String NAME = "runner";
    private static final int FIRST_UID = 60_000;

    private final String name;
    private final List<String> virtualMachine;
    private final AppLayout app;
    private final DataDirectory data;
    private final List<String> share;

    private RunnerProgram(
            String name, List<String> virtualMachine, AppLayout app, DataDirectory data, List<String> share) {
        this.name = name;
        this.virtualMachine = virtualMachine;
        this.app = app;
        this.data = data;
        this.share = share;
    }

    /** The only one on this machine, which has all cores. */
    RunnerProgram(List<String> virtualMachine, AppLayout app, DataDirectory data) {
        this(NAME, virtualMachine, app, data, List.of());
    }

    /**
     * One of several on this machine: its share of the cores, bound to none, as each would take the first ones; and users of its
     * own, as what runs under one user could reach into the boxes of another runner.
     *
     * @param number from 1 on
     * @param of how many there are
     */
    static RunnerProgram numbered(int number, int of, List<String> virtualMachine, AppLayout app, DataDirectory data) {
        int slots = Math.max(1, Runtime.getRuntime().availableProcessors() / of);
        // Two users for each slot, one for the program and one for its validator.
        int firstUid = FIRST_UID + 2 * slots * (number - 1);
        List<String> share = List.of(
                "--slots", Integer.toString(slots), "--slot-uid-base", Integer.toString(firstUid), "--pin", "off");
        return new RunnerProgram(NAME + "-" + number, virtualMachine, app, data, share);
    }

    UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(socket());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChildCommand command() {
        List<String> line = new ArrayList<>(virtualMachine);
        line.addAll(List.of(
                "org.codearena.runner.Main",
                "--listen",
                "unix:" + socket(),
                "--data",
                data.root().resolve(name).toString(),
                "--box",
                app.box().toString(),
                "--toolchain",
                RunnerJvm.java().toString(),
                "--die-with-parent"));
        line.addAll(share);
        return new ChildCommand(List.of(), Optional.empty(), line, Map.of());
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofMinutes(1);
    }

    /** It answers also where it may not run programs: it then says why, and the server tells that of each language. */
    @Override
    public boolean answers() {
        byte[] request = "GET /health/live HTTP/1.1\r\nHost: runner\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] expected = "HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(address());
            channel.write(ByteBuffer.wrap(request));
            ByteBuffer answer = ByteBuffer.allocate(expected.length);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // A line may come in pieces.
            }
            return ByteBuffer.wrap(expected).equals(answer.flip());
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path socket() {
        return data.socket(name);
    }
}
