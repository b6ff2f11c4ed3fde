package org.codearena.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private static final Executor EACH_ON_ITS_OWN =
            work -> Thread.ofVirtual().name("start").start(work);

    /**
     * What a person asked for.
     *
     * @param sessions how IDE sessions are run; without it there are none
     * @param runners how the virtual machines of runners are started
     */
    record Wanted(int port, Optional<SessionSettings> sessions, Function<RunnerJvm, List<String>> runners) {
        Wanted(int port, Optional<SessionSettings> sessions) {
            this(port, sessions, RunnerJvm::usual);
        }
    }

    private final DataDirectory data;
    private final AppLayout app;
    private final Progress progress;
    private final List<CompletableFuture<? extends AutoCloseable>> services = new ArrayList<>();
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
        var runnerProgram = new RunnerProgram(wanted.runners().apply(RunnerJvm.judges(app)), app, data);
        RabbitServer.Prepared broker = RabbitServer.prepare(data.home());
        RabbitServer.Address brokerAddress = broker.address();

        var postgres = begin("postgres", () -> PostgresServer.start(data.home()));
        var redis = begin("redis", () -> RedisServer.start(data.home()));
        var rabbit = begin("rabbitmq", broker::start);
        var runner = begin("runner", () -> Supervisor.start(runnerProgram, data.home()));

        PostgresServer.Database database = await(postgres).database(DATABASE);
        RedisServer.Address cache = await(redis).address();
        await(runner);
        server = progress.part(
                "server",
                () -> starter.start(new Server.Setup(
                        wanted.port(),
                        database,
                        cache,
                        brokerAddress,
                        runnerProgram.address(),
                        data.home().directory("blobs"),
                        PluginDirectory.refresh(app.plugins(), data.home().directory("plugins")),
                        data.adminPassword(),
                        wanted.sessions()
                                .map(settings -> new SessionRunners(
                                                wanted.runners().apply(RunnerJvm.sessions(app)), app, data)
                                        .setup(settings)))));
        if (!await(rabbit).address().equals(brokerAddress)) {
            throw new FailureException("port %d was taken by another program while RabbitMQ started: start again"
                    .formatted(brokerAddress.port()));
        }
    }

    private <T extends AutoCloseable> CompletableFuture<T> begin(String name, Supplier<T> start) {
        var service = CompletableFuture.supplyAsync(() -> progress.part(name, start), EACH_ON_ITS_OWN);
        services.add(service);
        return service;
    }

    private static <T> T await(CompletableFuture<T> service) {
        try {
            return service.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException told ? told : failed;
        }
    }

    /** The server first, as it may still hand back work; then the services all at once, whatever the server says. */
    @Override
    public void close() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            CompletableFuture.allOf(services.stream()
                            .map(service -> service.thenAcceptAsync(Stack::closeOne, EACH_ON_ITS_OWN))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** Those that are still starting end as soon as they have; those that failed have nothing to end, and said why. */
    private void closeAfter(Throwable failure) {
        if (server != null) {
            closeOne(server, failure);
        }
        for (var service : services) {
            service.handle((started, _) -> Optional.ofNullable(started))
                    .join()
                    .ifPresent(started -> closeOne(started, failure));
        }
    }

    private static void closeOne(AutoCloseable part, Throwable failure) {
        try {
            part.close();
        } catch (Exception another) {
            failure.addSuppressed(another);
        }
    }

    private static void closeOne(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failed) {
            throw new IllegalStateException("cannot end " + part, failed);
        }
    }
}
