package org.codearena.embedded;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.codearena.services.ProcessMark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what runs. */
@Command(
        name = "status",
        description = "Tells what runs, for how long, where, and with how much memory; exits 0 only when it is ready.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final int NOT_READY = 1;

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() throws InterruptedException {
        DataDirectory directory = data.directory();
        Optional<ProcessMark> user = directory.user();
        if (user.isEmpty()) {
            System.out.println("CodeArena does not run in " + directory.root());
            return NOT_READY;
        }
        Optional<ReadyFile> file = ReadyFile.read(directory.readyFile());
        boolean ready = file.isPresent() && isReady(file.get());
        System.out.println(headline(file, ready));
        System.out.println("  data in " + directory.root());
        new ProcessTable(directory, user.get()).lines().forEach(System.out::println);
        return ready ? 0 : NOT_READY;
    }

    private static String headline(Optional<ReadyFile> file, boolean ready) {
        if (file.isEmpty()) {
            return "CodeArena is starting or stopping";
        }
        String url = file.get().url();
        return ready
                ? "CodeArena is ready at " + url
                : "CodeArena runs at %s but says that it is not ready; ask %s"
                        .formatted(url, file.get().health());
    }

    private static boolean isReady(ReadyFile file) throws InterruptedException {
        try (Readiness readiness = new Readiness()) {
            return readiness.of(file.health());
        }
    }
}
