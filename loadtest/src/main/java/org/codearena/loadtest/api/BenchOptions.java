package org.codearena.loadtest.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all benches of this package take. */
final class BenchOptions {
    @Option(names = "--data", required = true, description = "the data directory of an installation that is up")
    private Path data = Path.of("");

    @Option(names = "--json", description = "write the figures to this file")
    private @Nullable Path json;

    UnderTest installation() throws IOException {
        return UnderTest.of(data);
    }

    Path data() {
        return data;
    }

    /** Shows the figures; answers the exit code, which tells whether every goal was held. */
    int report(List<Figure> figures) throws IOException {
        Report.of(figures).tell(json);
        return figures.stream().allMatch(Figure::held) ? 0 : 1;
    }
}
