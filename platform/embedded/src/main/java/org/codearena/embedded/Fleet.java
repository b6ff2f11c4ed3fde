package org.codearena.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.codearena.services.ProxyServer;
import org.codearena.services.Supervisor;

/** Several servers and judges, each a process of its own, behind a proxy; this process only looks after them. */
final class Fleet implements Server {
    /** Longer than the proxy takes to hear that a server is not ready any more. */
    private static final Duration LINGER = ProxyServer.CHECKED_EVERY.multipliedBy(6);

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration ENDS_WITHIN = GRACE.plus(LINGER).plusSeconds(20);

    /** What PostgreSQL allows, without what is left for those who look into it. */
    private static final int ALL_CONNECTIONS = 180;

    private static final int LEAST_CONNECTIONS = 4;
    private static final int MOST_CONNECTIONS = 16;

    private final DataDirectory data;
    private final Replicas replicas;
    private final AppLayout app = AppLayout.ofThisProcess();
    private final Parts processes = new Parts();
    private final List<ServerProgram> programs = new ArrayList<>();
    private final List<ProxyServer.Backend> backends = new ArrayList<>();
    private final URI url;
    private final URI health;

    private Fleet(DataDirectory data, Replicas replicas, Setup setup) {
        this.data = data;
        this.replicas = replicas;
        List<Integer> free = data.home().ports("replicas", "ports", 2 + 2 * replicas.processes());
        var ports = new ProxyServer.Ports(setup.port() == 0 ? free.get(0) : setup.port(), free.get(1));
        this.url = URI.create("http://127.0.0.1:" + ports.port());
        plan(setup, free.subList(2, free.size()));
        try {
            this.health = start(ports);
        } catch (Throwable failure) {
            processes.closeAfter(failure);
            throw failure;
        }
    }

    static Starter starter(DataDirectory data, Replicas replicas) {
        return setup -> new Fleet(data, replicas, setup);
    }

    private void plan(Setup setup, List<Integer> ports) {
        for (int number = 1; number <= replicas.servers(); number++) {
            int port = ports.get(2 * number - 2);
            int adminPort = ports.get(2 * number - 1);
            String name = "server-" + number;
            programs.add(new ServerProgram(
                    app, name, adminPort, "384m", server(setup, number, port, adminPort), ENDS_WITHIN));
            backends.add(new ProxyServer.Backend(name, port, adminPort));
        }
        for (int number = 1; number <= replicas.judges(); number++) {
            int adminPort = ports.get(2 * replicas.servers() + number - 1);
            programs.add(new ServerProgram(
                    app, "judge-" + number, adminPort, "256m", judge(setup, number, adminPort), ENDS_WITHIN));
        }
    }

    private Map<String, String> server(Setup setup, int number, int port, int adminPort) {
        // Imports are tried in the runner of a judge.
        int judge = (number - 1) % replicas.judges() + 1;
        Map<String, String> environment = common(setup, "server-" + number, judge, adminPort);
        environment.put("CODEARENA_ROLES", "api,ops");
        environment.put("CODEARENA_HTTP_PORT", Integer.toString(port));
        environment.put("CODEARENA_HTTP_LINGER", LINGER.toMillis() + "ms");
        environment.put("CODEARENA_HTTP_TRUSTED_HOPS", "1");
        environment.put("CODEARENA_PUBLIC_URL", url.toString());
        environment.put(
                "CODEARENA_FIRST_ADMIN_PASSWORD_FILE", data.adminPasswordFile().toString());
        if (number == 1) {
            // One is enough: two that find a package missing would both import it.
            app.problems()
                    .ifPresent(directory -> environment.put(
                            "CODEARENA_SHIPPED_PROBLEMS",
                            directory.toAbsolutePath().toString()));
        }
        return environment;
    }

    private Map<String, String> judge(Setup setup, int number, int adminPort) {
        Map<String, String> environment = common(setup, "judge-" + number, number, adminPort);
        environment.put("CODEARENA_ROLES", "judge");
        environment.put("CODEARENA_JUDGE_GRACE", GRACE.toSeconds() + "s");
        return environment;
    }

    private Map<String, String> common(Setup setup, String name, int runner, int adminPort) {
        Map<String, String> environment =
                ServerEnvironment.of(setup.database(), setup.cache(), setup.broker(), setup.blobs(), setup.plugins());
        environment.put("CODEARENA_LISTEN_ADDRESS", "127.0.0.1");
        environment.put("CODEARENA_ADMIN_PORT", Integer.toString(adminPort));
        environment.put("CODEARENA_JUDGE_NAME", name);
        environment.put(
                "CODEARENA_JUDGE_RUNNER",
                "unix:" + setup.runners().get(runner - 1).getPath());
        environment.put("CODEARENA_DATABASE_CONNECTIONS", Integer.toString(connections()));
        return environment;
    }

    /** Each takes one more, for notices. */
    private int connections() {
        return Math.clamp(ALL_CONNECTIONS / replicas.processes() - 1, LEAST_CONNECTIONS, MOST_CONNECTIONS);
    }

    /** All at once; then the proxy, which is there when a server is ready. Answers where that is told. */
    private URI start(ProxyServer.Ports ports) {
        List<CompletableFuture<Supervisor>> started = programs.stream()
                .map(program -> processes.begin(() -> Supervisor.start(program, data.home())))
                .toList();
        started.forEach(Parts::await);
        return Parts.await(processes.begin(() -> ProxyServer.start(data.home(), ports, backends)))
                .health();
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public URI health() {
        return health;
    }

    @Override
    public List<ReadyFile.Part> parts() {
        return programs.stream().map(ServerProgram::part).toList();
    }

    /** The first server was told of them. */
    @Override
    public void importShippedProblems(Path directory) {}

    /** All at once: the proxy takes nobody new and lets the servers finish; judges hand back what they have. */
    @Override
    public void close() {
        processes.close();
    }
}
