package org.codearena.runner.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The program that a terminal's keys go to.
 *
 * @param name as the kernel knows it, 15 bytes at most
 * @param leads whether it is the one that the terminal was opened with: a shell that waits for a command
 */
record Foreground(String name, boolean leads) {
    private static final int SESSION = 3;

    /** The group of processes in the foreground, by the descriptor of a terminal's master side. */
    static OptionalInt group(int master) {
        int group = LibC.tcgetpgrp(master);
        return group > 0 ? OptionalInt.of(group) : OptionalInt.empty();
    }

    /** The first of a group of processes; none where that has ended, while others of the group may go on. */
    static Optional<Foreground> of(int group) {
        try {
            byte[] stat = Files.readAllBytes(Path.of("/proc", Integer.toString(group), "stat"));
            return parse(new String(stat, StandardCharsets.UTF_8), group);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** A name may hold anything, parentheses too, so that the last of these counts. */
    static Optional<Foreground> parse(String stat, int group) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 0 || close < open + 1 || close + 2 > stat.length()) {
            return Optional.empty();
        }
        String[] rest = stat.substring(close + 2).split(" ", SESSION + 2);
        String name = stat.substring(open + 1, close).replaceAll("\\p{Cntrl}", "?");
        return rest.length <= SESSION
                ? Optional.empty()
                : Optional.of(new Foreground(name, rest[SESSION].equals(Integer.toString(group))));
    }
}
