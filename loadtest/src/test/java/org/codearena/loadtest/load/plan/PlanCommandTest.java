package org.codearena.loadtest.load.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PlanCommandTest {
    @TempDir
    private Path directory;

    private record Ran(int code, String said) {}

    /** What goes wrong is told by whoever made the command line; here it is the exception's own words. */
    private static Ran run(String... arguments) {
        StringBuilder wrong = new StringBuilder();
        PrintStream usual = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream heard = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(heard);
            int code = new CommandLine(new PlanCommand())
                    .setExecutionExceptionHandler((failure, _, _) -> {
                        wrong.append(failure.getMessage());
                        return 2;
                    })
                    .setParameterExceptionHandler((failure, _) -> {
                        wrong.append(failure.getMessage());
                        return 2;
                    })
                    .execute(arguments);
            return new Ran(code, said.toString(StandardCharsets.UTF_8) + wrong);
        } finally {
            System.setOut(usual);
        }
    }

    @Test
    void aPlanIsATableJsonAndAPage() throws Exception {
        Path json = directory.resolve("plan.json");
        Path html = directory.resolve("plan.html");
        Ran ran = run(
                "--submissions-per-hour",
                "20000",
                "--mix",
                "python=0.5,java=0.3,cpp=0.2",
                "--judges",
                "per-language",
                "--json",
                json.toString(),
                "--html",
                html.toString());
        assertEquals(0, ran.code(), ran.said());
        assertTrue(ran.said().contains("<- planned") && ran.said().contains("java 30 %"), ran.said());
        JsonNode plan = JsonMapper.shared().readTree(Files.readAllBytes(json));
        assertEquals("per-language", plan.path("judges").asString());
        assertEquals(3, plan.path("pools").size());
        assertTrue(plan.path("nodes").path("judges").asInt() > 1, plan.toString());
        String page = Files.readString(html);
        assertTrue(page.contains("<strong>java</strong>") && page.contains("tolerated"), page);
    }

    @Test
    void severalNumbersOfUsersAreATable() {
        Ran ran = run("--users", "1000,100000");
        assertEquals(0, ran.code(), ran.said());
        assertTrue(ran.said().startsWith("| users | 1000 | 100\u202f000 |"), ran.said());
    }

    @Test
    void mistakesAreToldInASentence() {
        assertTrue(run().said().contains("--submissions-per-hour"), run().said());
        assertTrue(
                run("--users", "10", "--tolerated-wait", "soon").said().contains("--tolerated-wait is 'soon'"), "wait");
        assertTrue(run("--users", "10", "--mix", "cobol=1").said().contains("'cobol' is not known"), "mix");
        assertTrue(run("--users", "10", "--target", "http://127.0.0.1:1").said().contains("no metrics at"), "target");
        assertEquals(2, run("--users", "10", "--mix", "cobol=1").code());
    }

    @Test
    void whatWasMeasuredIsAFileThatCanBeGivenAgain() throws Exception {
        Path file = directory.resolve("measured.json");
        assertEquals(
                0, run("--users", "1000", "--save-measured", file.toString()).code());
        assertEquals(Measured.shipped(), Measured.of(file));
        Files.writeString(file, Files.readString(file).replace("\"scv\"", "\"scw\""));
        Ran ran = run("--users", "1000", "--measured", file.toString());
        assertEquals(2, ran.code());
        assertTrue(ran.said().contains("Missing creator property 'scv'"), ran.said());
    }
}
