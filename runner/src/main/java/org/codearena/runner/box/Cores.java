package org.codearena.runner.box;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cores that this process may use, and therefore whatever it starts. */
public final class Cores {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LIST = "Cpus_allowed_list:";
    /** The launcher takes no larger number. */
    private static final int LARGEST = 1_023;

    private Cores() {}

    /** What the system says of this process; empty where it says nothing. */
    public static List<Integer> allowed() throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(LIST)) {
                return parse(line.substring(LIST.length()).strip());
            }
        }
        return List.of();
    }

    /** Reads a list such as {@code 0-3,8}. */
    static List<Integer> parse(String list) {
        List<Integer> cores = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", 2);
            int last = Math.min(LARGEST, Integer.parseInt(ends[ends.length - 1]));
            for (int core = Integer.parseInt(ends[0]); core <= last; core++) {
                cores.add(core);
            }
        }
        return cores;
    }
}
