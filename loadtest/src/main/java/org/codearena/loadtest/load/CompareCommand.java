package org.codearena.loadtest.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.codearena.loadtest.load.report.Comparison;
import org.codearena.loadtest.load.report.RunRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Two runs side by side. */
@Command(
        name = "compare",
        description = "Holds two runs against each other: each figure of both, and their ratio.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "a report's directory")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "another's")
    private Path second = Path.of("");

    @Option(names = "--html", paramLabel = "FILE", description = "the page (default: compare.html in B)")
    private @Nullable Path html;

    @Override
    public Integer call() throws IOException {
        Comparison comparison =
                new Comparison(first.toString(), RunRecord.read(first), second.toString(), RunRecord.read(second));
        comparison.lines().forEach(System.out::println);
        Path page = html != null ? html : besides(second).resolve("compare.html");
        Files.writeString(page, comparison.page());
        System.out.println("the page is " + page.toAbsolutePath());
        return 0;
    }

    private static Path besides(Path report) {
        return Files.isDirectory(report) ? report : report.toAbsolutePath().resolveSibling("");
    }
}
