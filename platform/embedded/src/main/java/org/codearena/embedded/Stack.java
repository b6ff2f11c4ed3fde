package org.codearena.embedded;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.codearena.services.Leftovers;
import org.codearena.services.PostgresServer;
import org.codearena.services.RabbitServer;
import org.codearena.services.RedisServer;
import org.codearena.services.Supervisor;
import org.jspecify.annotations.Nullable;

/**
 * Everything that runs: the services and the runner, all started at once, and the server, started as soon as its
 * database, its cache and its runner answer; the broker may come later.
 */
final class Stack implements AutoCloseable {
    private static final String DATABASE = "codearena";

    /**
     * What a person asked for.
     *
     * @param sessions how IDE sessions are run; without it there are none
     * @param replicas how many processes of each kind there are; without it the server is this process
     * @param runners how the virtual machines of runners are started
     */
    record Wanted(
            int port,
            Optional<SessionSettings> sessions,
            Optional<Replicas> replicas,
            Function<RunnerJvm, List<String>> runners) {
        Wanted(int port, Optional<SessionSettings> sessions) {
            this(port, sessions, Optional.empty(), RunnerJvm::usual);
        }
    }

    private final DataDirectory data;
    private final AppLayout app;
    private final Progress progress;
    private final Parts services = new Parts();
    private @Nullable Server server;

    private Stack(DataDirectory data, AppLayout app, Progress progress) {
        this.data = data;
        this.app = app;
        this.progress = progress;
    }

    /** Returns when all is ready; what was started is ended again when a part of it fails. */
    static Stack start(DataDirectory data, AppLayout app, Server.Starter starter, Wanted wanted, Progress progress) {
        var stack = new Stack(data, app, progress);
        try {
            stack.start(starter, wanted);
            return stack;
        } catch (Throwable failure) {
            stack.closeAfter(failure);
            throw failure;
        }
    }

    Server server() {
        return Objects.requireNonNull(server);
    }

    private void start(Server.Starter starter, Wanted wanted) {
        Leftovers.end(data.home());
        List<RunnerProgram> runnerPrograms = runnerPrograms(wanted);
        RabbitServer.Prepared broker = RabbitServer.prepare(data.home());
        RabbitServer.Address brokerAddress = broker.address();

        var postgres = begin("postgres", () -> PostgresServer.start(data.home()));
        var redis = begin("redis", () -> RedisServer.start(data.home()));
        var rabbit = begin("rabbitmq", broker::start);
        var runners = runnerPrograms.stream()
                .map(runner -> begin(runner.name(), () -> Supervisor.start(runner, data.home())))
                .toList();

        PostgresServer.Database database = Parts.await(postgres).database(DATABASE);
        RedisServer.Address cache = Parts.await(redis).address();
        runners.forEach(Parts::await);
        server = progress.part(
                wanted.replicas().isPresent() ? "servers" : "server",
                () -> starter.start(new Server.Setup(
                        wanted.port(),
                        database,
                        cache,
                        brokerAddress,
                        runnerPrograms.stream().map(RunnerProgram::address).toList(),
                        data.home().directory("blobs"),
                        PluginDirectory.refresh(app.plugins(), data.home().directory("plugins")),
                        data.adminPassword(),
                        wanted.sessions()
                                .map(settings -> new SessionRunners(
                                                wanted.runners().apply(RunnerJvm.sessions(app)), app, data)
                                        .setup(settings)))));
        if (!Parts.await(rabbit).address().equals(brokerAddress)) {
            throw new FailureException("port %d was taken by another program while RabbitMQ started: start again"
                    .formatted(brokerAddress.port()));
        }
    }

    private List<RunnerProgram> runnerPrograms(Wanted wanted) {
        List<String> virtualMachine = wanted.runners().apply(RunnerJvm.judges(app));
        return wanted.replicas()
                .map(replicas -> IntStream.rangeClosed(1, replicas.judges())
                        .mapToObj(
                                number -> RunnerProgram.numbered(number, replicas.judges(), virtualMachine, app, data))
                        .toList())
                .orElseGet(() -> List.of(new RunnerProgram(virtualMachine, app, data)));
    }

    private <T extends AutoCloseable> CompletableFuture<T> begin(String name, Supplier<T> start) {
        return services.begin(() -> progress.part(name, start));
    }

    /** The server first, as it may still hand back work; then the services all at once, whatever the server says. */
    @Override
    public void close() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            services.close();
        }
    }

    private void closeAfter(Throwable failure) {
        if (server != null) {
            Parts.closeOne(server, failure);
        }
        services.closeAfter(failure);
    }
}
