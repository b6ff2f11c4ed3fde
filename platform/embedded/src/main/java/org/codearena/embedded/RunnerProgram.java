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
    private final List<String> virtualMachine;
    private final AppLayout app;
    private final DataDirectory data;

    RunnerProgram(List<String> virtualMachine, AppLayout app, DataDirectory data) {
        this.virtualMachine = virtualMachine;
        this.app = app;
        this.data = data;
    }

    UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(socket());
    }

    @Override
    public String name() {
        return "runner";
    }

    @Override
    public ChildCommand command() {
        List<String> line = new ArrayList<>(virtualMachine);
        line.addAll(List.of(
                "org.codearena.runner.Main",
                "--listen",
                "unix:" + socket(),
                "--data",
                data.root().resolve("runner").toString(),
                "--box",
                app.box().toString(),
                "--toolchain",
                RunnerJvm.java().toString(),
                "--die-with-parent"));
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
        return data.socket("runner");
    }
}
