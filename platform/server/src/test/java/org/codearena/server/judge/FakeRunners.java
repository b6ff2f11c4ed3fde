package org.codearena.server.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Exit;
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
import org.codearena.server.kernel.Trace;

/** A runner that prints what the first file of the program says, and fails as often as it is told to. */
final class FakeRunners implements Runners {
    static final String CRASHES = "crashes the runner";

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger compiled = new AtomicInteger();
    private final Queue<String> workedFor = new ConcurrentLinkedQueue<>();
    private final Queue<String> prepared = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean away;
    private volatile String source = "";
    private volatile Runners crashing = this;
    private volatile Exit exit = new Exit.Code(0);

    /** Programs with the source {@link #CRASHES} go to this one. */
    void crashIn(Runners other) {
        crashing = other;
    }

    void failNext(int times) {
        failures.set(times);
    }

    /** As when there is no process. */
    void goAway(boolean now) {
        away = now;
    }

    /** How often something was to be run while there was none. */
    int refused() {
        return refused.get();
    }

    private void requireThere() {
        if (away) {
            throw RunnerFault.unreached("no runner", new ConnectException("Connection refused"));
        }
    }

    void endWith(Exit everyRun) {
        exit = everyRun;
    }

    /** The ids that its callers' threads were working under. */
    List<String> workedFor() {
        return List.copyOf(workedFor);
    }

    /** The languages that were prepared, in their order. */
    List<String> prepared() {
        return List.copyOf(prepared);
    }

    int compiled() {
        return compiled.get();
    }

    @Override
    public RunnerStatus status() {
        requireThere();
        return new RunnerStatus("A", List.of(), 2, "fake", "none");
    }

    @Override
    public void prepare(PrepareRequest request) {
        prepared.add(request.language());
    }

    @Override
    public CompileReply compile(CompileRequest request) {
        workedFor.add(Trace.request().orElse("nobody"));
        refused.addAndGet(away ? 1 : 0);
        requireThere();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new RunnerFault("told to fail");
        }
        if (request.files().getFirst().text().equals(CRASHES)) {
            return crashing.compile(request);
        }
        compiled.incrementAndGet();
        source = request.files().getFirst().text();
        return new CompileReply(Optional.of("program"), Optional.empty(), "");
    }

    @Override
    public void provide(String sha256, BlobSource source) {
        try (InputStream bytes = source.open()) {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw new RunnerFault("provide blob " + sha256 + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public Optional<RunReport> run(String program, RunRequest request, OutputSink sink) {
        workedFor.add(Trace.request().orElse("nobody"));
        sink.output(source.getBytes(StandardCharsets.UTF_8));
        return Optional.of(new RunReport(exit, false, 1_000, 2_000, 1 << 20, source.length(), 0));
    }

    @Override
    public Optional<TestReply> test(String program, TestRequest request) {
        throw new RunnerFault("this runner has no validators");
    }
}
