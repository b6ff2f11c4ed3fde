package org.codearena.plugin.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Limits;
import org.codearena.contract.Plan;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;

/** Puts a language to the test: its description, its toolchain, and then every case in the sandbox. */
public final class Conformance {
    private static final long MIB = 1 << 20;
    private static final long PROGRAM_BYTES = 64 * MIB;
    private static final int PROGRAM_FILES = 1_000;

    /** What a compile step may use in the kit: more than enough, so that a case fails for what it is about. */
    private static final Limits COMPILING =
            Limits.DEFAULT.withCpuTimeMs(30_000).withMemoryBytes(1024 * MIB).withProcesses(256);

    private final Bench bench;
    private final Consumer<CaseResult> listener;

    /** @param listener is told each result as it comes */
    public Conformance(Bench bench, Consumer<CaseResult> listener) {
        this.bench = bench;
        this.listener = listener;
    }

    /** All results; the language conforms when all of them agree. */
    public List<CaseResult> verify(Language language, ConformancePrograms programs)
            throws IOException, InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        for (String complaint : Description.complaints(language)) {
            add(results, inspected(language, "description", "nothing to complain of", complaint, false));
        }
        Roles roles = Roles.of(programs);
        for (Role missing : roles.missing()) {
            add(results, inspected(language, missing.label(), "a program for it", "there is none", false));
        }
        if (!roles.missing().isEmpty()) {
            return results;
        }
        prepare(language);
        add(results, probe(language));
        for (Case promised : Cases.of(language, programs)) {
            add(results, check(language, promised));
        }
        for (Role leftOut : roles.leftOut()) {
            add(results, inspected(language, leftOut.label(), "may be left out", "left out", true));
        }
        new Templates(bench).of(language).forEach(result -> add(results, result));
        return results;
    }

    private static CaseResult inspected(Language language, String name, String expected, String seen, boolean agrees) {
        return CaseResult.ofInspection(language.id(), name, expected, seen, agrees);
    }

    /** For which roles a language has no program: those that must have one, and the others. */
    private record Roles(List<Role> missing, List<Role> leftOut) {
        static Roles of(ConformancePrograms programs) {
            Map<Boolean, List<Role>> without = Stream.of(Role.values())
                    .filter(role -> programs.program(role).isEmpty())
                    .collect(Collectors.partitioningBy(Role::isOptional));
            return new Roles(without.getOrDefault(false, List.of()), without.getOrDefault(true, List.of()));
        }
    }

    private void add(List<CaseResult> results, CaseResult result) {
        results.add(result);
        listener.accept(result);
    }

    private void prepare(Language language) throws IOException, InterruptedException {
        if (language.preparation().isPresent()) {
            var preparation = language.preparation().get();
            bench.prepare(new PrepareRequest(
                    language.id(),
                    preparation.version(),
                    preparation.files(),
                    preparation.step(),
                    preparation.limits()));
        }
    }

    private CaseResult probe(Language language) throws IOException, InterruptedException {
        CompileReply reply = bench.compile(new CompileRequest(
                List.of(SourceFile.of("probe", "")),
                Optional.of(language.versionProbe().step()),
                COMPILING,
                PROGRAM_BYTES,
                PROGRAM_FILES));
        Optional<String> version = language.versionProbe().versionIn(reply.output());
        String seen = version.map(found -> "version " + found).orElse("printed " + Words.quoted(reply.output()));
        return inspected(language, "version probe", "prints a version", seen, version.isPresent());
    }

    private CaseResult check(Language language, Case promised) throws IOException, InterruptedException {
        Observed observed = carryOut(language, promised);
        return CaseResult.of(
                language.id(), promised.name(), promised.expected(), observed.end, observed.compileMs, observed.runMs);
    }

    private record Observed(End end, long compileMs, long runMs) {}

    private Observed carryOut(Language language, Case promised) throws IOException, InterruptedException {
        Plan plan;
        try {
            plan = language.plan(new PlanRequest(
                    promised.files(), promised.entryPoint(), promised.limits().memoryBytes()));
        } catch (SourcesRefusedException refused) {
            return new Observed(new End.NotCompiled(String.valueOf(refused.getMessage())), 0, 0);
        }
        CompileReply reply = bench.compile(
                new CompileRequest(plan.files(), plan.compile(), COMPILING, PROGRAM_BYTES, PROGRAM_FILES));
        long compileMs =
                reply.report().map(report -> report.wallMicros() / 1000).orElse(0L);
        if (reply.program().isEmpty()) {
            return new Observed(new End.NotCompiled(reply.output()), compileMs, 0);
        }
        Bench.Run run = bench.run(
                reply.program().get(),
                plan.run(),
                promised.input().getBytes(StandardCharsets.UTF_8),
                withAllowances(promised.limits(), language.allowances()));
        return new Observed(
                End.of(run, plan.memoryMark()), compileMs, run.report().wallMicros() / 1000);
    }

    private static Limits withAllowances(Limits limits, Allowances allowances) {
        return limits.withCpuTimeMs(Math.round(limits.cpuTimeMs() * allowances.timeFactor()))
                .withWallTimeMs(Math.round(limits.wallTimeMs() * allowances.timeFactor()))
                .withMemoryBytes(limits.memoryBytes() + allowances.extraMemoryBytes())
                .withProcesses(Math.max(limits.processes(), allowances.processes()));
    }
}
