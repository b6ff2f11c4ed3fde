package org.codearena.plugin.kit;

import java.io.IOException;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Limits;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.RunReport;
import org.codearena.contract.Step;

/** Where plans are carried out: the sandbox, by whatever way it is reached. Not for use by several threads at once. */
public interface Bench {
    /** Makes what the language's later steps lean on; fails with what was printed when it cannot be made. */
    void prepare(PrepareRequest request) throws IOException, InterruptedException;

    CompileReply compile(CompileRequest request) throws IOException, InterruptedException;

    Run run(String program, Step step, byte[] input, Limits limits) throws IOException, InterruptedException;

    /** One run: its account, and the text it wrote, each part cut at its limit. */
    record Run(RunReport report, String output, String errors) {}
}
