package org.codearena.server.judge;

import java.util.Optional;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Exit;
import org.codearena.contract.Limits;
import org.codearena.contract.Plan;
import org.codearena.contract.RunReport;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.Runners;
import org.codearena.server.submission.StoredText;

/** Makes a program of source files: the plugin plans, the runner compiles in a box of its own. */
final class Compiler {
    private final Runners runners;

    Compiler(Runners runners) {
        this.runners = runners;
    }

    Compiled compile(Program program, long memoryBytes, Limits limits, Progress progress) {
        try {
            Plan plan = program.language().plan(new PlanRequest(program.files(), program.entryPoint(), memoryBytes));
            progress.planned(plan);
            return compile(plan, limits);
        } catch (SourcesRefusedException refused) {
            return new Compiled.Failed(StoredText.safe(String.valueOf(refused.getMessage())));
        }
    }

    Compiled compile(Plan plan, Limits limits) {
        CompileRequest request = new CompileRequest(
                plan.files(), plan.compile(), limits, JudgingLimits.PROGRAM_BYTES, JudgingLimits.PROGRAM_FILES);
        return compiled(plan, request, runners.compile(request));
    }

    /** Makes the same program once more, because the runner does not hold it any longer. */
    Compiled.Ready again(Compiled.Ready lost) {
        Compiled again = compiled(lost.plan(), lost.request(), runners.compile(lost.request()));
        return switch (again) {
            case Compiled.Ready ready -> ready;
            case Compiled.Failed _ -> throw new RunnerFault("a program that compiled does not compile any more");
        };
    }

    private static Compiled compiled(Plan plan, CompileRequest request, CompileReply reply) {
        String output = StoredText.safe(reply.output());
        return reply.program()
                .<Compiled>map(handle -> new Compiled.Ready(plan, request, handle, output))
                .orElseGet(() -> new Compiled.Failed(reason(reply.report(), request.limits()) + output));
    }

    /** A line above the compiler's own words where these do not say what ended it. */
    private static String reason(Optional<RunReport> report, Limits limits) {
        return report.map(ended -> switch (ended.exit()) {
                    case Exit.Code _ -> "";
                    case Exit.NotStarted(String reason) ->
                        throw new RunnerFault("the compiler could not be started: " + reason);
                    case Exit.Cancelled() -> throw new RunnerFault("compiling was called off");
                    case Exit.Signal _, Exit.OverLimit _ ->
                        VerdictRules.failureOf(ended, limits, false)
                                .map(failure -> "the compiler " + failure.reason() + "\n")
                                .orElse("");
                })
                .orElse("");
    }
}
