package org.codearena.runner;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.codearena.contract.workspace.WorkspaceOpen;

/**
 * What a terminal costs through a WebSocket of the runner, with a real room, to a client on the same machine: how fast much
 * output comes, how soon a key's echo comes while another terminal prints without end and while none does, and how long it
 * takes to go on after a cut. Prints a table.
 *
 * <p>After {@code mvn package}: {@code java -cp 'target/test-classes:target/classes:target/lib/*'
 * org.codearena.runner.WorkspaceLatencyMain [KEYS [CUTS]]} in this directory.
 */
final class WorkspaceLatencyMain {
    private static final int MIB = 1 << 20;

    private WorkspaceLatencyMain() {}

    public static void main(String[] arguments) throws Exception {
        int keys = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int cuts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        Path directory = Files.createTempDirectory("workspace-latency");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        WorkspaceOptions options = WorkspaceOptions.parse(Rooms.words(directory, "--cpus", "0"));
        try (WorkspaceRunner runner = WorkspaceRunner.start(options, () -> {});
                WorkspaceClient client = new WorkspaceClient(runner.address())) {
            client.call("POST", "/workspace", new WorkspaceOpen("s", "p", Map.of(), List.of()));
            try (Page page = client.page("bench")) {
                measureOpening(page);
                measureEcho(page, keys);
                measureOutput(page);
            }
            measureCuts(client, cuts);
        }
        System.exit(0);
    }

    private static void measureOpening(Page page) {
        long[] micros = new long[10];
        for (int i = 0; i < micros.length; i++) {
            long start = System.nanoTime();
            int shell = page.shell();
            page.awaitText(shell, "$ ");
            micros[i] = (System.nanoTime() - start) / 1_000;
            page.ask(Map.of("op", "terminal.close", "terminal", shell));
        }
        row("a shell's first prompt", micros);
    }

    private static void measureEcho(Page page, int keys) {
        int shell = quiet(page);
        row("a key's echo", echo(page, shell, keys));
        int flood = page.shell();
        page.type(flood, "yes\r");
        page.awaitText(flood, "y\r\ny\r\n");
        row("a key's echo beside a flood", echo(page, shell, keys));
        page.ask(Map.of("op", "terminal.close", "terminal", flood));
        page.ask(Map.of("op", "terminal.close", "terminal", shell));
    }

    /** A program that gives back what it is given. */
    private static int quiet(Page page) {
        int shell = page.shell();
        page.type(shell, "stty raw -echo; echo rea''dy; exec cat\r");
        page.awaitText(shell, "ready\n");
        return shell;
    }

    private static long[] echo(Page page, int shell, int keys) {
        long[] micros = new long[keys];
        for (int i = 0; i < keys; i++) {
            long wanted = page.received(shell) + 1;
            long start = System.nanoTime();
            page.type(shell, "x");
            page.await("an echo", () -> page.received(shell) >= wanted, () -> "none");
            micros[i] = (System.nanoTime() - start) / 1_000;
        }
        return micros;
    }

    private static void measureOutput(Page page) {
        for (int mebibytes : new int[] {16, 64}) {
            long size = (long) mebibytes * MIB;
            int shell = page.shell();
            page.type(shell, "stty raw -echo; echo rea''dy; read -r; head -c " + size + " /dev/zero; exec cat\r");
            page.awaitText(shell, "ready\n");
            page.forgetBytes(shell);
            long from = page.received(shell);
            long start = System.nanoTime();
            page.type(shell, "\n");
            page.await("all", () -> page.received(shell) >= from + size, () -> "" + page.received(shell));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%-28s %8.1f MB/s%n", mebibytes + " MiB of output", size / 1e6 / seconds);
            page.ask(Map.of("op", "terminal.close", "terminal", shell));
        }
    }

    /** Each round cuts the connection at a random place of a stream and goes on; the client fails where a byte is missing. */
    private static void measureCuts(WorkspaceClient client, int cuts) throws Exception {
        Random random = new Random(3);
        Page page = client.page("cut");
        int shell = page.shell();
        page.type(shell, "stty raw -echo; echo rea''dy; yes 0123456789abcdef\r");
        page.awaitText(shell, "ready\n");
        page.acknowledges = false;
        long next = page.received(shell);
        long[] micros = new long[cuts];
        for (int i = 0; i < cuts; i++) {
            page.cut();
            long start = System.nanoTime();
            page = client.page("cut");
            long offset = page.attach(shell, next).json().get("offset").asLong();
            if (offset != next) {
                throw new IllegalStateException("asked for " + next + ", got " + offset);
            }
            Page current = page;
            long first = next + 1;
            page.await("a byte", () -> current.received(shell) >= first, () -> "none");
            micros[i] = (System.nanoTime() - start) / 1_000;
            long wanted = next + 1 + random.nextInt(200_000);
            page.await("more", () -> current.received(shell) >= wanted, () -> "none");
            page.acknowledges = false;
            check(page.bytes(shell), next);
            next += page.bytes(shell).length;
        }
        row("on after a cut", micros);
        System.out.printf("%-28s %8d cuts, %d bytes, none lost%n", "", cuts, next);
        page.close();
    }

    private static void check(byte[] bytes, long offset) {
        byte[] line = "0123456789abcdef\n".getBytes(StandardCharsets.US_ASCII);
        // The first line begins behind "ready" and what the shell said before; its phase is that of the first newline.
        int newline = 0;
        while (bytes[newline] != '\n') {
            newline++;
        }
        for (int i = 0; i < bytes.length; i++) {
            int at = Math.floorMod(i - newline - 1, line.length);
            if (bytes[i] != line[at]) {
                throw new IllegalStateException("another byte at " + (offset + i));
            }
        }
    }

    private static void row(String name, long[] micros) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%-28s p50 %8d  p90 %8d  p99 %8d  max %8d us%n",
                name,
                sorted[sorted.length / 2],
                sorted[sorted.length * 9 / 10],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
    }
}
