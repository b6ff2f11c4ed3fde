package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The real launcher, where it works. */
final class Sandbox {
    static final Path BOX = Path.of("box/target/box").toAbsolutePath();

    private Sandbox() {}

    /** Skips the test, with a reason that is printed, where no box can run in this mode. */
    static void require(String mode) throws IOException, InterruptedException {
        List<String> command = List.of(BOX.toString(), "--self-test", "--uid", "60099", "--mode", mode);
        Process test = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean works = test.waitFor(30, TimeUnit.SECONDS) && test.exitValue() == 0;
        if (!works) {
            System.out.println("skipped: no sandbox of mode " + mode + " here: " + said.strip());
        }
        Assumptions.assumeTrue(works, () -> "no sandbox of mode " + mode + " here: " + said.strip());
    }

    /** Options for a runner in a directory of its own, listening on the socket {@code sock/s} in it. */
    static Options options(Path directory, Path box, String... more) throws OptionsException {
        List<String> words = new ArrayList<>(List.of(
                "--listen", "unix:" + directory.resolve("sock/s"),
                "--data", directory.resolve("data").toString(),
                "--box", box.toString()));
        words.addAll(List.of(more));
        return Options.parse(words);
    }

    /** The launchers that this process has started for that runner and that are alive. */
    static List<ProcessHandle> boxes(Options options) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains(options.data().toString()))
                        .isPresent())
                .toList();
    }

    /** After a runner has stopped: no process, no mount, no control group. */
    static void assertNothingIsLeftOf(Options options) throws IOException, OptionsException {
        assertEquals(List.of(), boxes(options));
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        assertFalse(mounts.contains(options.data().toString()), mounts);
        try (DataDirectory data = DataDirectory.open(options.data());
                var groups = Files.find(
                        Path.of("/sys/fs/cgroup"),
                        3,
                        (path, _) -> path.getFileName().toString().startsWith(data.cgroupName()))) {
            assertEquals(List.of(), groups.toList());
        }
    }
}
