package org.codearena.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.codearena.services.ProxyServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything and runs until it is told to stop. */
@Command(
        name = "up",
        description = "Starts CodeArena and serves it until Ctrl-C or 'codearena down'.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    static final String DETACH = "--detach";
    /** What the process is started with that stays: what it says is kept in a file, so no password is among it. */
    static final String DETACHED = "--detached";

    private static final int HIGHEST_PORT = 65_535;

    private final Server.Starter starter;

    @Option(names = DETACHED, hidden = true)
    private boolean detached;

    @Option(names = DETACH, description = "return when it is ready, and leave it running")
    private boolean detach;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "where to serve (default: ${DEFAULT-VALUE}; 0 takes any free port)")
    private int port;

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final ReplicasOption several = new ReplicasOption();

    @Mixin
    private final SessionsOption sessions = new SessionsOption();

    UpCommand(Server.Starter starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        DataDirectory directory = data.directory();
        requireUnused(directory);
        requireFreePort();
        SessionSettings settings = sessions.settings();
        Optional<Replicas> replicas = several.replicas();
        if (replicas.isPresent()) {
            ProxyServer.requireInstalled();
        }
        if (detach) {
            return new DetachedUp(directory).run();
        }
        if (replicas.isPresent()) {
            runSeveral(directory, replicas.get());
        } else {
            Instance.run(directory, starter, new Stack.Wanted(port, Optional.of(settings)), !detached);
        }
        return 0;
    }

    /** A session's runner is the child of one server, which the others could not go on with. */
    private void runSeveral(DataDirectory directory, Replicas replicas) throws InterruptedException {
        System.out.println("IDE sessions are off: on one machine they belong to a single server process");
        var wanted = new Stack.Wanted(port, Optional.empty(), Optional.of(replicas), RunnerJvm::usual);
        Instance.run(directory, Fleet.starter(directory, replicas), wanted, !detached);
    }

    /** First of all, as the port is taken, too, where this very instance runs already. */
    private static void requireUnused(DataDirectory directory) {
        directory.user().ifPresent(mark -> {
            throw new FailureException(directory.inUse());
        });
    }

    private void requireFreePort() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new FailureException("--port is %d, allowed are 0 to %d".formatted(port, HIGHEST_PORT));
        }
        if (port == 0) {
            return;
        }
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new FailureException(
                    "cannot listen on port %d (%s): end the program that does, or choose another port with --port N"
                            .formatted(port, taken.getMessage()),
                    taken);
        }
    }
}
