package org.codearena.server.workspace.project;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes zips that no honest tool would. */
final class Zips {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes);

    interface Filling {
        void fill(Zips zip) throws IOException;
    }

    static byte[] of(Filling filling) {
        Zips zip = new Zips();
        try {
            filling.fill(zip);
            zip.out.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return zip.bytes.toByteArray();
    }

    void file(String name, byte[] content) throws IOException {
        put(new ZipArchiveEntry(name), content);
    }

    void mode(String name, int mode, String content) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        put(entry, content.getBytes(StandardCharsets.UTF_8));
    }

    private void put(ZipArchiveEntry entry, byte[] content) throws IOException {
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }
}
