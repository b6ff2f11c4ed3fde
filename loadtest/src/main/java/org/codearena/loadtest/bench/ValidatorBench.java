package org.codearena.loadtest.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.codearena.server.validator.ValidatorBenchmark;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast outputs are compared with answers. */
@Command(
        name = "validator",
        description =
                "Measures how fast an output is compared with the answer, beside a bare compare of the same bytes.",
        mixinStandardHelpOptions = true)
public final class ValidatorBench implements Callable<Integer> {
    @SuppressWarnings("unused") // Every bench is told where an installation is.
    @Option(names = "--data", description = "taken for the sake of the other benches; no installation is needed")
    private @Nullable Path data;

    @Option(names = "--json", description = "write the figures to this file")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        ValidatorBenchmark.Figure measured = ValidatorBenchmark.measure();
        Report.of(List.of(Figure.plain(
                        measured.name(),
                        measured.mbPerS(),
                        "MB/s",
                        "bare compare of the same bytes, interleaved: %.0f MB/s".formatted(measured.bareMbPerS()),
                        measured.rounds())))
                .tell(json);
        return 0;
    }
}
