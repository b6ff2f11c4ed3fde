package org.codearena.runner.http;

import java.io.IOException;
import org.codearena.runner.box.BoxFaultException;
import org.codearena.runner.box.BoxRun;
import org.codearena.runner.box.NoSlotException;
import org.codearena.runner.box.Slots;
import org.codearena.runner.program.Programs;
import org.codearena.runner.program.Sources;
import org.codearena.runner.tree.Tree;

/** Carries out steps that make something: compiling and preparing. Each has a box of its own, like any run. */
final class Steps {
    private final Programs programs;
    private final Slots slots;

    Steps(Programs programs, Slots slots) {
        this.programs = programs;
        this.slots = slots;
    }

    /**
     * Runs a step over the sources and keeps what it leaves.
     *
     * @param made where that goes
     */
    StepListener.Outcome.Ended carryOut(Sources sources, BoxRun run, Tree made)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        try (Programs.Draft files = programs.draft()) {
            sources.writeTo(files.tree());
            StepListener listener = new StepListener(made, run.collect().orElseThrow());
            try (Slots.Lease slot = slots.acquire(files.id())) {
                slot.lay(files.id(), files.tree());
                slot.run(run, listener);
                listener.await();
            }
            return switch (listener.await()) {
                case StepListener.Outcome.Ended ended -> ended;
                case StepListener.Outcome.Failed(String why) -> throw Problem.fault(why);
            };
        }
    }
}
