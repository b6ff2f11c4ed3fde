package org.codearena.loadtest.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.codearena.loadtest.SumProblem;
import org.codearena.loadtest.bench.Installation;
import org.codearena.loadtest.load.target.Answer;
import org.codearena.loadtest.load.target.Client;
import org.codearena.loadtest.load.target.Person;
import org.codearena.loadtest.load.target.TargetException;
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

    /** Submits it, and answers the submission's id. */
    String submit(Client client, Person person) throws IOException {
        Answer answer = client.post("/submissions", person.token(), json.getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 202) {
            throw new TargetException("a submission was refused with " + answer.status() + ": " + answer.text());
        }
        return answer.json().path("id").asString();
    }
}
