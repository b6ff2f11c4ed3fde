package org.codearena.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Limits;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.server.execution.Runners;

/**
 * A program that is run bare and judged: it reads two numbers and prints their sum.
 *
 * @param program the runner's handle of it
 */
record Subject(String name, String program, Step run, Limits limits) {
    private static final long MEMORY = 256L << 20;

    /** The same small program in each language that we know one for; a language without one is left out. */
    static final Map<String, SourceFile> SOURCES = Map.of(
            "python",
            SourceFile.of("main.py", "a, b = map(int, input().split())\nprint(a + b)\n"),
            "node",
            SourceFile.of("main.js", """
                    const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);
                    console.log(a + b);
                    """),
            "java",
            SourceFile.of("Main.java", """
                    import java.util.Scanner;

                    public class Main {
                        public static void main(String[] arguments) {
                            Scanner in = new Scanner(System.in);
                            System.out.println(in.nextInt() + in.nextInt());
                        }
                    }
                    """));

    private static final String C_SOURCE = """
            #include <stdio.h>
            int main(void) {
                int a, b;
                if (scanf("%d %d", &a, &b) != 2) return 1;
                printf("%d\\n", a + b);
            }
            """;

    static Subject of(Language language, Runners runners) throws SourcesRefusedException {
        SourceFile source = SOURCES.get(language.id());
        Plan plan = language.plan(new PlanRequest(List.of(source), Optional.empty(), MEMORY));
        CompileReply reply =
                runners.compile(new CompileRequest(plan.files(), plan.compile(), compileLimits(), 64L << 20, 1_000));
        Limits limits = Limits.DEFAULT
                .withCpuTimeMs(5_000)
                .withMemoryBytes(MEMORY + language.allowances().extraMemoryBytes())
                .withProcesses(language.allowances().processes());
        return new Subject(language.id(), handle(language.id(), reply), plan.run(), limits);
    }

    /** A tiny static C program, compiled outside: what a run costs when the program costs nothing. */
    static Subject tiny(Path directory, Runners runners) throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("tiny.c"), C_SOURCE);
        Path binary = Programs.compile(source, directory.resolve("tiny"), "-static");
        CompileReply reply = runners.compile(new CompileRequest(
                List.of(new SourceFile("tiny", Files.readAllBytes(binary))),
                Optional.of(Step.of("/bin/sh", "-c", "cp /box/tiny /out/tiny && chmod 755 /out/tiny")),
                compileLimits(),
                64L << 20,
                10));
        return new Subject("c", handle("c", reply), Step.of("/box/tiny"), Limits.DEFAULT);
    }

    private static Limits compileLimits() {
        return Limits.DEFAULT.withCpuTimeMs(10_000).withMemoryBytes(1L << 30).withProcesses(128);
    }

    private static String handle(String name, CompileReply reply) {
        return reply.program()
                .orElseThrow(() ->
                        new IllegalStateException("the " + name + " program does not compile: " + reply.output()));
    }
}
