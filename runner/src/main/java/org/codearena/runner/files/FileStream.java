package org.codearena.runner.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file stream: for each file a line of JSON and then its bytes, until the line that says that it is the end. Whatever
 * is wrong is a {@link FilesException} of {@code bad-request}. Used by one thread.
 */
final class FileStream {
    private static final int MAX_LINE = 1 << 15;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final InputStream in;
    private Part part = new Part(0);

    FileStream(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** What stands before a file's bytes. */
    record Header(FilePath path, long size, boolean executable) {}

    private record Line(
            @JsonProperty("path") Optional<String> path,
            @JsonProperty("size") Optional<Long> size,
            @JsonProperty("executable") boolean executable,
            @JsonProperty("end") boolean end) {}

    /**
     * Goes on to the next file; what was not read of the last one is skipped.
     *
     * @return empty at the end
     */
    Optional<Header> next() throws IOException {
        part.skipNBytes(part.left);
        Line line = line();
        if (line.end) {
            return Optional.empty();
        }
        if (line.path.isEmpty() || line.size.isEmpty() || line.size.get() < 0) {
            throw broken("a line has no path, or no size of 0 or more");
        }
        part = new Part(line.size.get());
        return Optional.of(new Header(FilePath.of(line.path.get()).named(), line.size.get(), line.executable));
    }

    /** The bytes of the file that {@link #next} went to. */
    InputStream content() {
        return part;
    }

    private Line line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw broken("it ends without the line that says so");
            }
            if (bytes.size() == MAX_LINE) {
                throw broken("a line has more than " + MAX_LINE + " bytes");
            }
            bytes.write(one);
        }
        try {
            Line line = JSON.readValue(bytes.toString(StandardCharsets.UTF_8), Line.class);
            if (line == null) {
                throw broken("a line is null");
            }
            return line;
        } catch (JacksonException e) {
            throw broken("a line is not as it should be: " + e.getOriginalMessage());
        }
    }

    private static FilesException broken(String what) {
        return new FilesException(FilesException.Code.BAD_REQUEST, "the file stream is broken: " + what);
    }

    /** As many bytes as were announced. */
    private final class Part extends InputStream {
        private long left;

        Part(long size) {
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(buffer, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw broken("it ends within a file");
            }
            left -= count;
            return count;
        }
    }
}
