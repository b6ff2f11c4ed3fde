package org.codearena.loadtest.all;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A bench as a process of its own: what one leaves in memory, or breaks, is not the next one's matter. */
final class Child {
    private Child() {}

    /** Runs a main class with these words on this process's class path; what it says goes to where problems are told. */
    static boolean run(Class<?> main, List<String> words, Duration atMost) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(words);
        // What it prints for programs is in its file; to us it is progress.
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader()) {
            Thread copier = Thread.ofVirtual().start(() -> output.lines().forEach(System.err::println));
            boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroy();
            }
            copier.join(Duration.ofSeconds(10));
            return ended;
        } finally {
            process.destroy();
        }
    }
}
