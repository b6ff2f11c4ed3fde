package org.codearena.loadtest.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.codearena.loadtest.SumProblem;
import org.codearena.loadtest.bench.Installation;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the benches submit, again and again.
 *
 * @param problem its slug, which is imported before
 * @param otherProblem one that nothing is submitted for
 * @param json the request
 */
record SampleSubmission(String problem, String otherProblem, String language, String json) {
    private static final String PROBLEM = "bench-one-test";
    private static final String OTHER_PROBLEM = "bench-no-submissions";
    private static final String PROGRAM = """
            # Adds two numbers, with a few words about it, as people's programs have.
            def main():
                a, b = map(int, input().split())
                print(a + b)


            main()
            """;

    /** Imports the problem, and looks for a language that the installation offers. */
    static SampleSubmission prepare(Path data) throws IOException, InterruptedException {
        try (Installation installation = Installation.of(data)) {
            installation.awaitLanguages();
            installation.importProblem(PROBLEM, SumProblem.of(1, 5));
            installation.importProblem(OTHER_PROBLEM, SumProblem.of(2, 5));
            Map<String, String> languages = installation.languagesByExtension();
            String language =
                    languages.getOrDefault("py", languages.values().iterator().next());
            Map<String, Object> request = Map.of(
                    "problem",
                    PROBLEM,
                    "language",
                    language,
                    "files",
                    List.of(Map.of("path", "main.py", "content", PROGRAM)));
            return new SampleSubmission(
                    PROBLEM, OTHER_PROBLEM, language, JsonMapper.shared().writeValueAsString(request));
        }
    }
}
