package org.codearena.runner;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.LogLine;
import org.codearena.runner.terminal.Natives;
import org.slf4j.MDC;

/** Starts a runner from a command line. */
public final class Main {
    private static final int USAGE = 2;
    private static final int FAILURE = 1;

    private Main() {}

    public static void main(String[] arguments) {
        LogLine.everywhere(() -> Optional.ofNullable(MDC.getCopyOfContextMap()).orElseGet(Map::of));
        List<String> words = List.of(arguments);
        boolean workspace = !words.isEmpty() && words.getFirst().equals("workspace");
        if (words.contains("--help")) {
            System.out.print(workspace ? WorkspaceOptions.HELP : Options.HELP);
            return;
        }
        try {
            requireUnicodeFileNames();
            if (workspace) {
                serveWorkspace(WorkspaceOptions.parse(words.subList(1, words.size())));
            } else {
                run(Options.parse(words));
            }
        } catch (OptionsException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE);
        } catch (IOException e) {
            System.err.println("cannot start: " + e);
            System.exit(FAILURE);
        }
    }

    private static void run(Options options) throws OptionsException, IOException {
        Runner runner = Runner.start(options);
        Thread stop = onSignal(runner::drain);
        say("ready listen=" + runner.address() + " mode=" + runner.mode() + " slots=" + options.slots());
        endWithInput(options.dieWithParent(), stop, runner::close);
    }

    private static void serveWorkspace(WorkspaceOptions options) throws OptionsException, IOException {
        Natives.locate();
        WorkspaceRunner runner =
                WorkspaceRunner.start(options, () -> Runtime.getRuntime().halt(FAILURE));
        Thread stop = onSignal(runner::drain);
        say(runner.readyLine());
        endWithInput(options.dieWithParent(), stop, runner::close);
    }

    private static Thread onSignal(Runnable drain) {
        Thread stop = Thread.ofPlatform().name("stop").unstarted(() -> drain(drain));
        Runtime.getRuntime().addShutdownHook(stop);
        return stop;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void endWithInput(boolean dieWithParent, Thread stop, Runnable close) throws IOException {
        if (dieWithParent) {
            awaitEndOfInput();
            Runtime.getRuntime().removeShutdownHook(stop);
            close.run();
            System.exit(0);
        }
    }

    /** Being told to stop is no failure, so the status is 0; a JVM that a signal ends would say otherwise. */
    private static void drain(Runnable drain) {
        try {
            drain.run();
        } finally {
            System.err.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    /** The parent holds the other end of standard input; however it ends, the system closes it. */
    private static void awaitEndOfInput() throws IOException {
        byte[] ignored = new byte[256];
        int count = 0;
        while (count >= 0) {
            count = System.in.read(ignored);
        }
    }

    /** Programs have files of any name; Java takes the encoding of names from the locale, and only when it starts. */
    private static void requireUnicodeFileNames() throws OptionsException {
        String encoding = System.getProperty("sun.jnu.encoding", "unknown");
        if (!Charset.isSupported(encoding) || !Charset.forName(encoding).equals(StandardCharsets.UTF_8)) {
            throw new OptionsException("file names have the encoding " + encoding
                    + ", it must be UTF-8: start with LC_ALL=C.UTF-8 in the environment");
        }
    }
}
