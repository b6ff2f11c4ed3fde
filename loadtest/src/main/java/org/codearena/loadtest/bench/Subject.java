package org.codearena.loadtest.bench;

import java.util.List;
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

    /** The program by which the language's own plugin shows that it can add two numbers. */
    static Subject of(Language language, SourceFile source, Runners runners) throws SourcesRefusedException {
        Plan plan = language.plan(new PlanRequest(List.of(source), Optional.empty(), MEMORY));
        CompileReply reply =
                runners.compile(new CompileRequest(plan.files(), plan.compile(), compileLimits(), 64L << 20, 1_000));
        Limits limits = Limits.DEFAULT
                .withCpuTimeMs(5_000)
                .withMemoryBytes(MEMORY + language.allowances().extraMemoryBytes())
                .withProcesses(language.allowances().processes());
        return new Subject(language.id(), handle(language.id(), reply), plan.run(), limits);
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
