package org.codearena.loadtest.storm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.attacks.RunnerTraces;

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
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    static Consumption of(RunnerTraces traces) throws IOException, InterruptedException {
        return new Consumption(
                heap(traces.pid()),
                traces.runnerKib(),
                traces.launchersKib(),
                traces.descriptors(),
                RunnerTraces.groupsOfMemory());
    }

    private static long heap(long pid) throws IOException, InterruptedException {
        ask(pid, "GC.run");
        Matcher used = USED.matcher(ask(pid, "GC.heap_info"));
        long sum = 0;
        // The young and the old generation; what follows is not of the heap.
        for (int generation = 0; generation < 2 && used.find(); generation++) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    private static String ask(long pid, String question) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), question)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the runner does not answer " + question + ": " + answer);
        }
        return answer;
    }
}
