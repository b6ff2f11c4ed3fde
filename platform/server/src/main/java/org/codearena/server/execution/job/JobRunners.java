package org.codearena.server.execution.job;

import java.util.Optional;
import java.util.function.Supplier;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.RunnerStatus;
import org.codearena.contract.TestReply;
import org.codearena.contract.TestRequest;
import org.codearena.server.execution.BlobSource;
import org.codearena.server.execution.OutputSink;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.Runners;

/**
 * A runner that has answered already. If it is gone after that, what it was given may be why, so no fault of it is one of the
 * surroundings: else a program that ends its runner would be tried for ever. What became of its pod is told with the fault.
 */
record JobRunners(Runners runners, Supplier<Optional<String>> pod) implements Runners {
    private interface Call<T> {
        T make();
    }

    private <T> T asking(Call<T> call) {
        try {
            return call.make();
        } catch (RunnerFault fault) {
            String told = pod.get().map(why -> why + "; ").orElse("") + fault.getMessage();
            throw new RunnerFault("the Job that judged: " + told, fault);
        }
    }

    @Override
    public RunnerStatus status() {
        return asking(runners::status);
    }

    @Override
    public void prepare(PrepareRequest request) {
        asking(() -> {
            runners.prepare(request);
            return true;
        });
    }

    @Override
    public CompileReply compile(CompileRequest request) {
        return asking(() -> runners.compile(request));
    }

    @Override
    public void provide(String sha256, BlobSource source) {
        asking(() -> {
            runners.provide(sha256, source);
            return true;
        });
    }

    @Override
    public Optional<RunReport> run(String program, RunRequest request, OutputSink sink) {
        return asking(() -> runners.run(program, request, sink));
    }

    @Override
    public Optional<TestReply> test(String program, TestRequest request) {
        return asking(() -> runners.test(program, request));
    }
}
