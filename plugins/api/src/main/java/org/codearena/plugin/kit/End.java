package org.codearena.plugin.kit;

import java.util.Optional;
import org.codearena.contract.Exit;
import org.codearena.contract.Limit;
import org.codearena.contract.RunReport;

/** How a case ended. */
public sealed interface End {
    /** The plugin or its compile step refused the sources. */
    record NotCompiled(String message) implements End {}

    /** The program ended by itself with this status. */
    record Ended(int status, String output, String errors) implements End {}

    /** A signal ended the program. */
    record Killed(int signal, String errors) implements End {}

    /** A limit ended the program, or its runtime said that it had reached it. */
    record OverLimit(Limit limit, String output) implements End {}

    /** Not the program's fault: it could not be started. */
    record Broken(String reason) implements End {}

    /**
     * How this run ended.
     *
     * @param memoryMark of the plan: what a runtime says when it runs out of memory itself
     */
    static End of(Bench.Run run, Optional<String> memoryMark) {
        RunReport report = run.report();
        if (report.outOfMemory() || saysOutOfMemory(run, memoryMark)) {
            return new OverLimit(Limit.MEMORY, run.output());
        }
        return switch (report.exit()) {
            case Exit.Code(int status) -> new Ended(status, run.output(), run.errors());
            case Exit.Signal(int number) -> new Killed(number, run.errors());
            case Exit.OverLimit(Limit which) -> new OverLimit(which, run.output());
            case Exit.NotStarted(String reason) -> new Broken(reason);
            case Exit.Cancelled _ -> new Broken("the run was called off");
        };
    }

    private static boolean saysOutOfMemory(Bench.Run run, Optional<String> memoryMark) {
        boolean failed = !run.report().exit().equals(new Exit.Code(0));
        return failed && memoryMark.filter(run.errors()::contains).isPresent();
    }
}
