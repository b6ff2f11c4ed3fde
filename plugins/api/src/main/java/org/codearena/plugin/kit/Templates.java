package org.codearena.plugin.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Limits;
import org.codearena.contract.Step;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.WorkspaceCommands;
import org.codearena.plugin.WorkspaceTemplate;

/**
 * Puts what a language says about workspaces to the test. Each template is built where its files can be written, then run and
 * tested where they cannot; one that serves is not run, as a box has no network. The self-test's program is made and started
 * by hand in the same way.
 */
final class Templates {
    private static final long MIB = 1 << 20;

    /** Typed for a program that asks for something. */
    private static final byte[] INPUT = "Ada\n".getBytes(StandardCharsets.UTF_8);

    private static final Expected ENDS_WELL = new Expected.EndsWell();
    private static final String BY_HAND = "self-test by hand";

    private static final Limits GENEROUS =
            Limits.DEFAULT.withCpuTimeMs(30_000).withMemoryBytes(1024 * MIB).withProcesses(256);

    private final Bench bench;

    Templates(Bench bench) {
        this.bench = bench;
    }

    List<CaseResult> of(Language language) throws IOException, InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        for (WorkspaceTemplate template : language.templates()) {
            results.addAll(of(language.id(), template));
        }
        results.addAll(byHand(language));
        return results;
    }

    private List<CaseResult> byHand(Language language) throws IOException, InterruptedException {
        SelfTest selfTest = language.selfTest();
        Optional<WorkspaceCommands> commands;
        try {
            commands = language.workspaceCommands(
                    new PlanRequest(selfTest.files(), Optional.empty(), GENEROUS.memoryBytes()));
        } catch (SourcesRefusedException refused) {
            End end = new End.NotCompiled(String.valueOf(refused.getMessage()));
            return List.of(CaseResult.of(language.id(), BY_HAND, ENDS_WELL, end, 0, 0));
        }
        return commands.isPresent() ? byHand(language.id(), selfTest, commands.get()) : List.of();
    }

    private List<CaseResult> byHand(String language, SelfTest selfTest, WorkspaceCommands commands)
            throws IOException, InterruptedException {
        CompileReply built = bench.compile(new CompileRequest(
                selfTest.files(), Optional.of(building(commands.build())), GENEROUS, 64 * MIB, 1_000));
        List<CaseResult> results = new ArrayList<>(List.of(ofBuild(language, BY_HAND + ": build", built)));
        if (built.program().isPresent()) {
            byte[] input = selfTest.input().getBytes(StandardCharsets.UTF_8);
            Expected expected = new Expected.PrintsAtLast(selfTest.output());
            results.add(carryOut(language, BY_HAND + ": run", built.program().get(), commands.run(), input, expected));
        }
        return results;
    }

    private List<CaseResult> of(String language, WorkspaceTemplate template) throws IOException, InterruptedException {
        String name = "template " + template.id() + ": ";
        CompileReply built = bench.compile(new CompileRequest(
                template.files(), Optional.of(building(template.buildCommand())), GENEROUS, 64 * MIB, 1_000));
        List<CaseResult> results = new ArrayList<>();
        results.add(ofBuild(language, name + "build", built));
        if (built.program().isPresent()) {
            String program = built.program().get();
            if (!template.serves()) {
                results.add(carryOut(language, name + "run", program, template.runCommand(), INPUT, ENDS_WELL));
            }
            if (!template.testCommand().isEmpty()) {
                results.add(carryOut(language, name + "test", program, template.testCommand(), INPUT, ENDS_WELL));
            }
        }
        return results;
    }

    private static CaseResult ofBuild(String language, String name, CompileReply built) {
        End end = built.program().isPresent() ? new End.Ended(0, "", "") : new End.NotCompiled(built.output());
        long took = built.report().map(report -> report.wallMicros() / 1000).orElse(0L);
        return CaseResult.of(language, name, ENDS_WELL, end, took, 0);
    }

    /** Copies the files and builds in the copy, which is kept. */
    private static Step building(List<String> command) {
        String script = "cp -R . /out && cd /out && \"$@\"";
        Stream<String> shell = Stream.of("/bin/sh", "-c", script, "build");
        List<String> build = command.isEmpty() ? List.of("true") : command;
        return new Step(Stream.concat(shell, build.stream()).toList(), Map.of());
    }

    private CaseResult carryOut(
            String language, String name, String program, List<String> command, byte[] input, Expected expected)
            throws IOException, InterruptedException {
        Bench.Run run = bench.run(program, new Step(command, Map.of()), input, GENEROUS);
        long took = run.report().wallMicros() / 1000;
        return CaseResult.of(language, name, expected, End.of(run, Optional.empty()), 0, took);
    }
}
