package org.codearena.runner.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.RunnerStatus;
import org.codearena.runner.box.Hello;
import org.codearena.runner.box.Mode;
import org.codearena.runner.box.Slots;

/** Whether this runner may be given programs, and why not. Safe for use by several threads. */
public final class Readiness {
    private final Slots slots;
    private final Mode floor;
    private final boolean unsafe;
    private final String launcher;
    private volatile boolean stopping;

    /**
     * Judges what the slots say by what was configured.
     *
     * @param unsafe whether a mode below the floor is good enough, as somebody said in so many words
     * @param launcher what the launcher of boxes is known by
     */
    public Readiness(Slots slots, Mode floor, boolean unsafe, String launcher) {
        this.slots = slots;
        this.floor = floor;
        this.unsafe = unsafe;
        this.launcher = launcher;
    }

    /** From now on the answer is no. */
    public void stop() {
        stopping = true;
    }

    /** @throws Problem where the runner takes no programs */
    void require() {
        List<String> reasons = reasons();
        if (!reasons.isEmpty()) {
            throw Problem.notReady(reasons, String.join("; ", reasons));
        }
    }

    RunnerStatus status() {
        require();
        Hello hello = slots.hello().orElseThrow();
        List<String> lacks = new ArrayList<>(hello.lacks());
        lacks.addAll(slots.faults());
        return new RunnerStatus(hello.mode(), lacks, slots.size(), hello.kernel(), launcher);
    }

    /** Why not; empty when it is ready. */
    public List<String> reasons() {
        if (stopping) {
            return List.of("the runner is stopping");
        }
        Optional<Hello> hello = slots.hello();
        if (!slots.isUsable()) {
            return slots.faults();
        }
        if (hello.isEmpty()) {
            return List.of("the boxes are starting");
        }
        String mode = hello.get().mode();
        boolean strongEnough =
                Mode.named(mode).filter(has -> has.isAtLeast(floor)).isPresent();
        if (strongEnough || unsafe) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>();
        reasons.add("the sandbox works in mode " + mode + ", which is below the floor " + floor);
        reasons.addAll(hello.get().lacks());
        return reasons;
    }
}
