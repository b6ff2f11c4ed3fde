package org.codearena.server.judge;

import java.time.InstantSource;
import java.util.List;
import org.codearena.contract.RunnerStatus;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.RunnerLender;
import org.codearena.server.kernel.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the runner how it is, every few seconds, and tells everybody how this judge is. Closing it says good-bye. */
public final class Heartbeat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final RunnerLender lender;
    private final Workbench workbench;
    private final Pulses pulses;
    private final InstantSource clock;
    private final long since;
    private final StopSignal stop = new StopSignal();
    private final Thread thread = Thread.ofPlatform().daemon().name("heartbeat").unstarted(this::beatUntilStopped);

    public Heartbeat(RunnerLender lender, Workbench workbench, Pulses pulses, InstantSource clock) {
        this.lender = lender;
        this.workbench = workbench;
        this.pulses = pulses;
        this.clock = clock;
        this.since = clock.millis();
    }

    public void start() {
        thread.start();
    }

    private void beatUntilStopped() {
        while (!stop.given()) {
            String mode = modeOfRunner();
            try {
                pulses.tell(pulse(mode));
            } catch (RuntimeException cacheAway) {
                log.atDebug().addKeyValue("reason", cacheAway.toString()).log("pulse not told");
            }
            stop.givenWithin(Pulses.EVERY);
        }
    }

    private String modeOfRunner() {
        try {
            RunnerStatus status = lender.status();
            workbench.meters().runnerReady(status);
            return status.mode();
        } catch (RunnerFault away) {
            workbench.meters().runnerAway(String.valueOf(away.getMessage()).contains("below the floor"));
            return "";
        }
    }

    private Pulse pulse(String mode) {
        FreeSlots slots = workbench.meters().slots();
        Tally tally = workbench.meters().tally();
        return new Pulse(
                workbench.worker(),
                clock.millis(),
                since,
                slots.all(),
                slots.all() - slots.free(),
                mode,
                workbench.languages(),
                tally.waits(),
                tally.runs());
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(thread), Pulses.EVERY);
        try {
            pulses.forget(workbench.worker());
        } catch (RuntimeException cacheAway) {
            log.atDebug().addKeyValue("reason", cacheAway.toString()).log("good-bye not told");
        }
    }
}
