package org.codearena.server.execution;

import java.util.Optional;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.RunnerStatus;
import org.codearena.contract.TestReply;
import org.codearena.contract.TestRequest;

/**
 * The port to where code runs. Every call blocks until it is done; all throw {@link RunnerFault} when the runner, not the
 * program, failed. Implementations are thread-safe.
 */
public interface Runners {
    /** What the runner says of itself. */
    RunnerStatus status();

    /** Makes what a language's later steps lean on, unless this version of it is there already. */
    void prepare(PrepareRequest request);

    CompileReply compile(CompileRequest request);

    /** Makes sure that the runner holds this blob, which a later run may name as its input. */
    void provide(String sha256, BlobSource source);

    /**
     * Runs a program once and hands on what it writes while it writes it.
     *
     * @return empty when the runner does not know the program (any more): compile again
     */
    Optional<RunReport> run(String program, RunRequest request, OutputSink sink);

    /**
     * Runs a program on one test and a validator of the problem's own on what it wrote, or with it.
     *
     * @return empty when the runner does not know one of the two programs, or a blob, any more: compile and provide again
     */
    Optional<TestReply> test(String program, TestRequest request);
}
