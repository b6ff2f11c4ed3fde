package org.codearena.loadtest.ide;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.codearena.loadtest.Ready;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Report;
import org.codearena.loadtest.bench.Samples;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures IDE sessions as their users feel them, through the gateway and over HTTP and WebSocket alone. */
@Command(
        name = "ide",
        description = "Measures IDE sessions: click to prompt, keystroke echo, terminal throughput, memory.",
        mixinStandardHelpOptions = true)
public final class IdeBench implements Callable<Integer> {
    private static final double WARM_GOAL = 150;
    private static final double COLD_GOAL = 1_500;
    private static final double ECHO_GOAL = 10;
    private static final double THROUGHPUT_GOAL = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Option(names = "--data", required = true, description = "the data directory of an installation that is up")
    private Path data = Path.of("");

    @Option(names = "--json", description = "write the figures to this file")
    private @Nullable Path json;

    @Option(
            names = "--rounds",
            defaultValue = "15",
            description = "sessions opened of each kind; default ${DEFAULT-VALUE}")
    private int rounds = 15;

    @Option(names = "--keys", defaultValue = "1000", description = "keystrokes timed; default ${DEFAULT-VALUE}")
    private int keys = 1_000;

    @Option(
            names = "--megabytes",
            defaultValue = "200",
            description = "printed by a terminal; default ${DEFAULT-VALUE}")
    private int megabytes = 200;

    @Override
    public Integer call() throws Exception {
        URI url = Ready.of(data).url();
        List<Figure> figures = new ArrayList<>();
        try (IdeUser user = IdeUser.register(url, "ide" + Long.toString(System.nanoTime(), 36))) {
            Opening opening = new Opening(user, new WarmRunners(data));
            figures.addAll(openings(opening));
            String project = user.project("figures", Opening.TEMPLATE);
            String session = user.open(project);
            user.awaitRunning(session);
            figures.addAll(echoes(user, session));
            figures.addAll(throughput(user, session));
            figures.add(memory());
            user.stop(session);
        }
        Report.of(figures).tell(json);
        return figures.stream().allMatch(Figure::held) ? 0 : 1;
    }

    private List<Figure> openings(Opening opening) throws IOException {
        List<Double> warm = new ArrayList<>();
        List<Double> cold = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            System.err.printf("\ropening sessions: round %d of %d", round + 1, rounds);
            warm.add(opening.warm());
            cold.add(opening.cold());
        }
        System.err.println();
        Samples warmMillis = new Samples(warm);
        Samples coldMillis = new Samples(cold);
        String what =
                "POST of the session to the first byte of its shell, %d rounds, interleaved with the other; p95 %.0f ms";
        return List.of(
                Figure.atMost(
                        "ide.open_warm_ms.p50",
                        warmMillis.median(),
                        "ms",
                        WARM_GOAL,
                        what.formatted(rounds, warmMillis.percentile(0.95)),
                        rounds),
                Figure.atMost(
                        "ide.open_cold_ms.p50",
                        coldMillis.median(),
                        "ms",
                        COLD_GOAL,
                        what.formatted(rounds, coldMillis.percentile(0.95)),
                        rounds));
    }

    private List<Figure> echoes(IdeUser user, String session) throws IOException {
        try (WorkspaceSocket socket = user.connect(session)) {
            Echo echo = Echo.start(socket);
            Samples quiet = echo.time(keys);
            long busy = socket.openTerminal((_, _) -> {});
            socket.type(busy, "yes\n");
            Samples flooded = echo.time(keys);
            socket.request("terminal.close", java.util.Map.of("terminal", busy));
            return List.of(Figure.atMost(
                    "ide.echo_ms.p99",
                    flooded.percentile(0.99),
                    "ms",
                    ECHO_GOAL,
                    "beside a terminal that runs yes; p50 %.2f ms; alone p50 %.2f, p99 %.2f ms"
                            .formatted(flooded.median(), quiet.median(), quiet.percentile(0.99)),
                    keys));
        }
    }

    private List<Figure> throughput(IdeUser user, String session) throws IOException {
        long size = megabytes * 1_000_000L;
        try (WorkspaceSocket socket = user.connect(session)) {
            Transcript transcript = new Transcript();
            long maker = socket.openTerminal(transcript);
            String made = Flood.make(socket, maker, transcript, size);
            Flood flood = new Flood(size);
            long printer = socket.openTerminal(flood);
            socket.type(printer, Flood.command());
            boolean intact = flood.await(PATIENCE).equals(made);
            Figure speed = Figure.atLeast(
                    "ide.terminal_mb_per_s",
                    flood.megabytesPerSecond(),
                    "MB/s",
                    THROUGHPUT_GOAL,
                    "%d MB of random bytes to one client, SHA-256 %s"
                            .formatted(megabytes, intact ? "equal" : "DIFFERS"),
                    1);
            return List.of(
                    speed, Figure.atMost("ide.terminal_corrupt", intact ? 0 : 1, "", 0, "the stream's SHA-256", 1));
        }
    }

    private Figure memory() throws IOException {
        SessionProcesses processes = SessionProcesses.of(data);
        return Figure.plain(
                "ide.idle_session_mib",
                processes.mebibytesOfSmallest(),
                "MiB",
                "proportional share of the runner, its room and one shell; %d runners".formatted(processes.runners()),
                1);
    }
}
