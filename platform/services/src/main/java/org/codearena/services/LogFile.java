package org.codearena.services;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What a child process says, kept in a file that is set aside when it has grown. */
final class LogFile {
    private static final long SET_ASIDE_BYTES = 16L << 20;
    private static final int TAIL_BYTES = 4096;
    private static final int TAIL_LINES = 8;

    private final Path file;
    private long start;

    LogFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /** To be called before each start of the program: {@link #lastLines} then tells of that start alone. */
    synchronized void beginRun() throws IOException {
        start = Files.exists(file) ? Files.size(file) : 0;
        if (start > SET_ASIDE_BYTES) {
            Path old = file.resolveSibling(file.getFileName() + ".1");
            Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
            start = 0;
        }
    }

    /** The end of what the program said since it was last started, and where to read on. */
    synchronized String lastLines() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = Math.max(start, channel.size() - TAIL_BYTES);
            ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES);
            channel.read(tail, from);
            List<String> lines = StandardCharsets.UTF_8
                    .decode(tail.flip())
                    .toString()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            if (lines.isEmpty()) {
                return "it wrote nothing to " + file;
            }
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return "the last lines of " + file + " are:\n    " + String.join("\n    ", last);
        } catch (IOException unreadable) {
            return "it left no log in " + file;
        }
    }
}
