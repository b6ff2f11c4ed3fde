package org.codearena.runner.box;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.Exit;
import org.codearena.contract.Limit;
import org.codearena.contract.RunReport;
import org.codearena.runner.tree.RelativePath;

/**
 * Reads what a box writes. A frame is a line, a word and {@code key=value} pairs, and where the line has {@code len} so
 * many raw bytes after it. Unknown keys are ignored; anything else out of order is a {@link ProtocolException}, after
 * which the box is of no use. For one thread.
 */
final class FrameReader {
    private static final int MAX_LINE_BYTES = 1 << 16;
    private static final int MAX_PIECE_BYTES = 1 << 22;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int EXECUTABLE_BITS = 0111;

    private final InputStream in;
    /** What is left of the file whose head was read last. */
    private long unread;

    FrameReader(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /** @throws EOFException when the box has ended, between two frames or within one */
    Frame next() throws IOException {
        content().skipNBytes(unread);
        String line = line();
        String[] words = line.split(" ", -1);
        Fields fields = new Fields(words);
        return switch (words[0]) {
            case "ready" -> new Frame.Ready(hello(fields));
            case "out" -> new Frame.Piece(fields.number("id"), false, piece(fields.number("len")));
            case "err" -> new Frame.Piece(fields.number("id"), true, piece(fields.number("len")));
            case "file" -> file(fields);
            case "end" -> end(fields);
            case "fail" -> new Frame.Fail(fields.number("id"), PercentCode.decode(fields.text("message")));
            default -> throw new ProtocolException("the box sent a frame of an unknown kind");
        };
    }

    /** The content of the file whose head was the last frame. */
    InputStream content() {
        return new Content();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the box has closed its output");
            }
            if (line.size() == MAX_LINE_BYTES) {
                throw new ProtocolException("the box sent a line longer than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private byte[] piece(long length) throws IOException {
        if (length < 0 || length > MAX_PIECE_BYTES) {
            throw new ProtocolException("the box sent a piece of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the box has closed its output within a frame");
        }
        return bytes;
    }

    private Frame file(Fields fields) throws ProtocolException {
        long length = fields.number("len");
        if (length < 0) {
            throw new ProtocolException("the box sent a file of " + length + " bytes");
        }
        unread = length;
        boolean executable = (fields.number("mode", 8) & EXECUTABLE_BITS) != 0;
        return new Frame.File(
                fields.number("id"),
                path(fields.text("name")),
                executable,
                Instant.ofEpochSecond(fields.number("mtime")),
                length);
    }

    private static Optional<RelativePath> path(String encoded) {
        try {
            return Optional.of(RelativePath.of(PercentCode.decode(encoded)));
        } catch (IllegalArgumentException | ProtocolException notTaken) {
            return Optional.empty();
        }
    }

    private static Hello hello(Fields fields) throws ProtocolException {
        if (!fields.text("version").equals("1")) {
            throw new ProtocolException("the box speaks version " + fields.text("version") + ", this runner speaks 1");
        }
        List<String> lacks = new ArrayList<>();
        if (!fields.text("lacks").equals("none")) {
            for (String lack : fields.text("lacks").split(",", -1)) {
                lacks.add(inWords(lack));
            }
        }
        for (Map.Entry<String, String> field : fields.values.entrySet()) {
            String key = PercentCode.decode(field.getKey());
            if (key.startsWith("not-")) {
                lacks.add("not " + key.substring(4) + ": " + PercentCode.decode(field.getValue()));
            }
        }
        return new Hello(fields.text("mode"), lacks, fields.text("kernel"), fields.number("pid"));
    }

    private static String inWords(String lack) {
        return switch (lack) {
            case "tree-limits" ->
                "tree-limits: CPU time and memory of a process tree are polled, not kept by the kernel";
            case "own-uid" -> "own-uid: programs run under the uid of the sandbox itself";
            default -> lack;
        };
    }

    private static Frame end(Fields fields) throws ProtocolException {
        RunReport report = new RunReport(
                exit(fields),
                fields.number("oom") > 0,
                fields.number("cpu-us"),
                fields.number("wall-us"),
                fields.number("memory"),
                fields.number("out"),
                fields.number("err"));
        RunEnd end = new RunEnd(
                report, fields.number("ended-us"), (int) fields.number("files"), (int) fields.number("skipped"));
        return new Frame.End(fields.number("id"), end);
    }

    private static Exit exit(Fields fields) throws ProtocolException {
        return switch (fields.text("over")) {
            case "cpu" -> new Exit.OverLimit(Limit.CPU_TIME);
            case "wall" -> new Exit.OverLimit(Limit.WALL_TIME);
            case "memory" -> new Exit.OverLimit(Limit.MEMORY);
            case "output" -> new Exit.OverLimit(Limit.OUTPUT);
            case "killed" -> new Exit.Cancelled();
            case "none" -> ownExit(fields);
            default -> throw new ProtocolException("the box named an unknown limit: " + fields.text("over"));
        };
    }

    private static Exit ownExit(Fields fields) throws ProtocolException {
        int execErrno = (int) fields.number("exec-errno");
        if (execErrno != 0) {
            return new Exit.NotStarted(reason(execErrno));
        }
        int signal = (int) fields.number("signal");
        return signal == 0 ? new Exit.Code((int) fields.number("exit")) : new Exit.Signal(signal);
    }

    /** The system's words for what execve says. */
    private static String reason(int errno) {
        return switch (errno) {
            case 2 -> "no such file or directory";
            case 7 -> "argument list too long";
            case 8 -> "exec format error";
            case 12 -> "cannot allocate memory";
            case 13 -> "permission denied";
            case 20 -> "not a directory";
            case 36 -> "file name too long";
            case 40 -> "too many levels of symbolic links";
            default -> "error " + errno;
        };
    }

    /** The {@code key=value} pairs of a line. */
    private static final class Fields {
        private final Map<String, String> values = new HashMap<>();

        Fields(String[] words) throws ProtocolException {
            for (int i = 1; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                if (equals <= 0) {
                    throw new ProtocolException("the box sent a line with a word that is no key=value");
                }
                values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
            }
        }

        String text(String key) throws ProtocolException {
            String value = values.get(key);
            if (value == null) {
                throw new ProtocolException("the box sent a line without " + key);
            }
            return value;
        }

        long number(String key) throws ProtocolException {
            return number(key, 10);
        }

        long number(String key, int radix) throws ProtocolException {
            try {
                return Long.parseLong(text(key), radix);
            } catch (NumberFormatException e) {
                throw new ProtocolException("the box sent a line whose " + key + " is not a number", e);
            }
        }
    }

    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (unread == 0) {
                return -1;
            }
            int count = in.read(buffer, offset, (int) Math.min(length, unread));
            if (count < 0) {
                throw new EOFException("the box has closed its output within a file");
            }
            unread -= count;
            return count;
        }
    }
}
