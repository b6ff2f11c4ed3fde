package org.codearena.server.execution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.RunnerStatus;
import org.codearena.contract.TestReply;
import org.codearena.contract.TestRequest;

/** Counts what passes to the runner and what fails there. Thread-safe. */
public final class MeteredRunners implements Runners {
    private final Runners runners;
    private final MeterRegistry registry;

    public MeteredRunners(Runners runners, MeterRegistry registry) {
        this.runners = runners;
        this.registry = registry;
        // Shown from 0 on, so that the first fault is seen as one.
        List.of("prepare", "compile", "provide", "run", "test").forEach(this::faults);
        List.of(true, false).forEach(this::compiles);
    }

    @Override
    public RunnerStatus status() {
        return runners.status();
    }

    @Override
    public void prepare(PrepareRequest request) {
        counting("prepare", () -> {
            runners.prepare(request);
            return true;
        });
    }

    @Override
    public CompileReply compile(CompileRequest request) {
        CompileReply reply = counting("compile", () -> runners.compile(request));
        compiles(reply.cached()).increment();
        return reply;
    }

    @Override
    public void provide(String sha256, BlobSource source) {
        counting("provide", () -> {
            runners.provide(sha256, source);
            return true;
        });
    }

    @Override
    public Optional<RunReport> run(String program, RunRequest request, OutputSink sink) {
        return counting("run", () -> runners.run(program, request, sink));
    }

    @Override
    public Optional<TestReply> test(String program, TestRequest request) {
        return counting("test", () -> runners.test(program, request));
    }

    private Counter compiles(boolean cached) {
        return Counter.builder("codearena.compiles")
                .description("Programs that the runner compiled, or had compiled already")
                .tag("cached", String.valueOf(cached))
                .register(registry);
    }

    private Counter faults(String call) {
        return Counter.builder("codearena.runner.faults")
                .description("Calls of the runner that failed by its fault and not by the program's")
                .tag("call", call)
                .register(registry);
    }

    private interface Call<T> {
        T make();
    }

    private <T> T counting(String call, Call<T> made) {
        try {
            return made.make();
        } catch (RunnerFault fault) {
            faults(call).increment();
            throw fault;
        }
    }
}
