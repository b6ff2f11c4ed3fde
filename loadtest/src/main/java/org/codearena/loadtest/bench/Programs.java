package org.codearena.loadtest.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs of this machine, and compiles them. */
final class Programs {
    private Programs() {}

    /** What the program prints; it must end well. */
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ": " + printed);
        }
        return printed;
    }

    static Path compile(Path source, Path binary, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-o", binary.toString()));
        command.addAll(List.of(flags));
        command.add(source.toString());
        output(command);
        return binary;
    }
}
