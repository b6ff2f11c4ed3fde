package org.codearena.embedded;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts CodeArena in a process of its own and shows what that says until it is ready. */
final class DetachedUp {
    private static final long POLL_MILLIS = 50;

    private final DataDirectory directory;
    private final Path output;

    DetachedUp(DataDirectory directory) {
        this.directory = directory;
        this.output = directory.home().log().resolve("up.log");
    }

    /** The exit code: 0 once it is ready. */
    int run() throws InterruptedException {
        try {
            boolean firstTime = !Files.exists(directory.adminPasswordFile());
            Files.deleteIfExists(output);
            Files.createFile(output);
            Process process = start();
            // Whoever interrupts this wait wants no CodeArena.
            var cancel = new Thread(process::destroy, "cancel");
            Runtime.getRuntime().addShutdownHook(cancel);
            int code = follow(process);
            Runtime.getRuntime().removeShutdownHook(cancel);
            if (code == 0 && firstTime) {
                System.out.println(Instance.firstSignIn(directory));
            }
            return code;
        } catch (IOException failed) {
            throw new FailureException("cannot start CodeArena in the background: " + failed, failed);
        }
    }

    /** This very command line, as the one that stays, in a session that outlives the terminal. */
    private Process start() throws IOException {
        var line = new ArrayList<>(List.of("setsid"));
        for (String word : Files.readString(Path.of("/proc/self/cmdline")).split("\0", -1)) {
            line.add(word.equals(UpCommand.DETACH) ? UpCommand.DETACHED : word);
        }
        line.removeLast(); // what follows the last NUL
        return new ProcessBuilder(line)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .redirectErrorStream(true)
                .start();
    }

    private int follow(Process process) throws IOException, InterruptedException {
        try (var said = new RandomAccessFile(output.toFile(), "r")) {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                boolean ready = isReady(process.pid());
                copy(said);
                if (ready) {
                    return 0;
                }
            }
            copy(said);
            return process.exitValue() == 0 ? 1 : process.exitValue();
        }
    }

    private boolean isReady(long pid) {
        return ReadyFile.read(directory.readyFile())
                .filter(ready -> ready.pid() == pid)
                .isPresent();
    }

    private static void copy(RandomAccessFile said) throws IOException {
        byte[] more = new byte[(int) (said.length() - said.getFilePointer())];
        said.readFully(more);
        System.out.print(new String(more, StandardCharsets.UTF_8));
        System.out.flush();
    }
}
