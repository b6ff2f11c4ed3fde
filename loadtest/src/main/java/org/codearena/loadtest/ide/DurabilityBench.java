package org.codearena.loadtest.ide;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.codearena.loadtest.Ready;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows that nothing is lost: cuts connections, kills runners, opens and ends sessions, and counts. */
@Command(
        name = "ide-durability",
        description =
                "Cuts connections, kills runners, opens and ends sessions, and counts what was lost or left behind.",
        mixinStandardHelpOptions = true)
public final class DurabilityBench implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "the data directory of an installation that is up")
    private Path data = Path.of("");

    @Option(names = "--json", description = "write the figures to this file")
    private @Nullable Path json;

    @Option(names = "--cuts", defaultValue = "1000", description = "of the connection; default ${DEFAULT-VALUE}")
    private int cuts = 1_000;

    @Option(names = "--megabytes", defaultValue = "100", description = "printed meanwhile; default ${DEFAULT-VALUE}")
    private int megabytes = 100;

    @Option(
            names = "--kills",
            defaultValue = "300",
            description = "of the runner, while editing; default ${DEFAULT-VALUE}")
    private int kills = 300;

    @Option(
            names = "--cycles",
            defaultValue = "200",
            description = "sessions opened and ended; default ${DEFAULT-VALUE}")
    private int cycles = 200;

    @Option(names = "--seed", defaultValue = "1", description = "of what is random; default ${DEFAULT-VALUE}")
    private long seed = 1;

    @Override
    public Integer call() throws Exception {
        URI url = Ready.of(data).url();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Figure> figures = new ArrayList<>();
        try (IdeUser user = IdeUser.register(url, "dur" + Long.toString(System.nanoTime(), 36))) {
            String project = user.project("durability", Opening.TEMPLATE);
            String session = user.open(project);
            user.awaitRunning(session);
            figures.add(told(cuts(new Cuts(user, session, random).run(cuts, megabytes * 1_000_000L))));
            Kills.Result killed = new Kills(user, project, session, data, random).run(kills);
            figures.add(told(kills(killed)));
            user.stop(killed.session());
            figures.add(cycles(new Cycles(user, data, server(), random).run(cycles)));
        }
        Report.of(figures).tell(json);
        return figures.stream().allMatch(Figure::held) ? 0 : 1;
    }

    /** At once, as what comes after it takes long and may fail. */
    private static Figure told(Figure figure) {
        System.err.println(figure.row());
        return figure;
    }

    private Server server() {
        String home = Optional.ofNullable(System.getProperty("codearena.home"))
                .orElseThrow(() -> new IllegalStateException("codearena.home is not set: start by ./codearena bench"));
        return new Server(data, List.of(Path.of(home, "codearena").toString()));
    }

    private Figure cuts(Cuts.Result result) {
        return Figure.atMost(
                "ide.cuts.corrupt",
                result.intact() ? 0 : 1,
                "streams",
                0,
                "%d cuts over %d MB in %.0f s".formatted(result.cuts(), megabytes, result.seconds()),
                result.cuts());
    }

    private static Figure kills(Kills.Result result) {
        return Figure.atMost(
                "ide.kills.lost_edits",
                result.lost(),
                "edits",
                0,
                "%d runners killed, %d edits acknowledged, %d times the session had failed and was opened anew"
                        .formatted(result.kills(), result.edits(), result.reopened()),
                result.kills());
    }

    private static Figure cycles(Cycles.Result result) {
        result.left().forEach(System.err::println);
        return Figure.atMost(
                "ide.cycles.left_behind",
                result.left().size(),
                "things",
                0,
                "%d sessions opened and ended, every third runner killed, and the server %d times"
                        .formatted(result.cycles(), result.servers()),
                result.cycles());
    }
}
