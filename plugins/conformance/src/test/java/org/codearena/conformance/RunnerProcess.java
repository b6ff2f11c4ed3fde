package org.codearena.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A runner of our own, on a free port of the loopback interface. It ends when its standard input does. */
final class RunnerProcess {
    /** Slots of two runners on one machine need uids of their own. */
    private static final long FIRST_UID = 1_000_000 + ProcessHandle.current().pid() % 100_000 * 16;

    private final Process process;
    private final URI address;

    private RunnerProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static RunnerProcess start(Path box, Path data) throws IOException {
        Path jdk = Path.of(System.getProperty("java.home"));
        Process process = new ProcessBuilder(List.of(
                        jdk.resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.codearena.runner.Main",
                        "--listen",
                        "tcp:127.0.0.1:0",
                        "--data",
                        data.toString(),
                        "--box",
                        box.toString(),
                        "--toolchain",
                        jdk.toString(),
                        "--slots",
                        "1",
                        "--slot-uid-base",
                        Long.toString(FIRST_UID),
                        "--die-with-parent"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String ready = lines.readLine();
        if (ready == null || !ready.startsWith("ready listen=tcp:")) {
            process.destroyForcibly();
            throw new IOException("the runner did not start, it said: " + ready);
        }
        String hostAndPort = ready.substring("ready listen=tcp:".length(), ready.indexOf(" mode="));
        return new RunnerProcess(process, URI.create("http://" + hostAndPort));
    }

    URI address() {
        return address;
    }

    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the runner outlived its parent by 30 s");
        }
    }
}
