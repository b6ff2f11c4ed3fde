package org.codearena.server.judge;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.codearena.contract.RunnerStatus;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.kernel.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the runner beside this process, which starts at the same time. */
final class RunnerWait {
    private static final Logger log = LoggerFactory.getLogger(RunnerWait.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private RunnerWait() {}

    /** How it is, once it answers; empty when the signal to stop came first. */
    static Optional<RunnerStatus> await(Supplier<RunnerStatus> asked, StopSignal stop) {
        while (!stop.givenWithin(LOOK_AGAIN)) {
            try {
                RunnerStatus runner = asked.get();
                log.atInfo()
                        .addKeyValue("mode", runner.mode())
                        .addKeyValue("slots", runner.slots())
                        .addKeyValue("lacks", runner.lacks())
                        .log("runner ready");
                return Optional.of(runner);
            } catch (RunnerFault notYet) {
                log.atDebug().addKeyValue("reason", notYet.getMessage()).log("runner not ready yet");
            }
        }
        return Optional.empty();
    }
}
