package org.codearena.loadtest.storm;

import java.io.IOException;
import org.codearena.attacks.RunnerTraces;
import org.codearena.loadtest.bench.JavaHeap;

/**
 * What a runner and its launchers hold.
 *
 * @param heapKib what the runner's objects take once the garbage is gone
 * @param runnerKib what is resident of the runner
 * @param launchersKib what is resident of all launchers
 * @param descriptors that they have open
 * @param groupsOfMemory control groups of memory that this machine's kernel has, removed ones that still hold pages included
 */
record Consumption(long heapKib, long runnerKib, long launchersKib, int descriptors, long groupsOfMemory) {
    static Consumption of(RunnerTraces traces) throws IOException, InterruptedException {
        return new Consumption(
                JavaHeap.kib(traces.pid()),
                traces.runnerKib(),
                traces.launchersKib(),
                traces.descriptors(),
                RunnerTraces.groupsOfMemory());
    }
}
