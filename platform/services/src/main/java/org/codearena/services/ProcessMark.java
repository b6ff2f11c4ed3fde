package org.codearena.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names one process for all time: a pid alone is given to another process sooner or later, so the kernel's start time of
 * it and the boot it belongs to stand beside it.
 *
 * @param startTicks clock ticks between boot and the process's start
 */
public record ProcessMark(long pid, long startTicks, String boot) {
    static final String SUFFIX = ".pid";
    private static final Path PROC = Path.of("/proc");

    public static ProcessMark ofThisProcess() {
        return of(ProcessHandle.current().pid())
                .orElseThrow(() -> new ServiceException("/proc does not show this process; is it mounted?"));
    }

    /** The mark of a living process; empty if there is none, or only its remains that nobody has collected. */
    public static Optional<ProcessMark> of(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            // The second field is the program's name in brackets, which may itself hold blanks and brackets.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean dead = fields[0].equals("Z") || fields[0].equals("X");
            return dead ? Optional.empty() : Optional.of(new ProcessMark(pid, Long.parseLong(fields[19]), thisBoot()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Reads what {@link #write} wrote; empty if the file is missing or is none of ours. */
    public static Optional<ProcessMark> read(Path file) {
        return Home.readIfThere(file).flatMap(ProcessMark::parse);
    }

    /** What {@link #text} says; empty if it is none of ours. */
    static Optional<ProcessMark> parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new ProcessMark(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    public void write(Path file) {
        Home.writeWhole(file, text());
    }

    public String text() {
        return pid + " " + startTicks + " " + boot + "\n";
    }

    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** The process, if it is still that one. */
    public Optional<ProcessHandle> process() {
        return alive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    private static String thisBoot() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }
}
