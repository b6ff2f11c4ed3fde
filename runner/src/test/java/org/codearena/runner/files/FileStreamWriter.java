package org.codearena.runner.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes a file stream, as the server does. */
public final class FileStreamWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds a file. */
    public FileStreamWriter file(String path, String content, boolean executable) {
        return file(path, content.getBytes(StandardCharsets.UTF_8), executable);
    }

    /** Adds a file. */
    public FileStreamWriter file(String path, byte[] content, boolean executable) {
        line(Map.of("path", path, "size", content.length, "executable", executable));
        out.writeBytes(content);
        return this;
    }

    /** Adds any line. */
    public FileStreamWriter line(Object line) {
        out.writeBytes(JSON.writeValueAsBytes(line));
        out.write('\n');
        return this;
    }

    /** What was written so far. */
    public byte[] bytes() {
        return out.toByteArray();
    }

    /** The whole stream. */
    public byte[] end() {
        return line(Map.of("end", true)).bytes();
    }
}
