package org.codearena.server.problem.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The problems that come with the platform are read without a word of complaint. */
final class ShippedProblemsTest {

    static List<Path> shipped() throws IOException {
        try (Stream<Path> problems = Files.list(Path.of("..", "problems"))) {
            return problems.filter(path -> Files.exists(path.resolve("problem.yaml")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void isReadWithoutAWarning(Path problem) throws Exception {
        ParsedPackage read = new ProblemPackages(PackageLimits.DEFAULT).read(problem);
        assertEquals(List.of(), read.warnings());
        assertEquals(problem.toRealPath().getFileName().toString(), read.slug());
        assertTrue(read.metadata().difficulty().isPresent(), "a keyword easy, medium or hard is missing");
        assertTrue(read.tests().stream().anyMatch(PackageTest::sample), "there are no samples");
        assertFalse(read.statements().getFirst().html().contains("\\begin{"), "LaTeX was left over");
        for (PackageSubmission submission : read.submissions()) {
            assertFalse(submission.expectation().verdicts().isEmpty(), submission.path());
        }
    }
}
