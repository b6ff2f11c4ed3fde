package org.codearena.server.workspace.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.codearena.server.infra.Blobs;

/**
 * Writes the files of a project as a zip, as it goes: the same files are the same bytes. Names are such that no tool unpacks
 * them anywhere else than they lie here.
 */
final class ProjectArchive {
    private static final int FILE = 0100644;
    private static final int EXECUTABLE = 0100755;

    /** The earliest that a zip can tell. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Blobs blobs;

    ProjectArchive(Blobs blobs) {
        this.blobs = blobs;
    }

    /** Writes all of it and leaves the stream open. */
    void write(List<ManifestFile> files, OutputStream out) throws IOException {
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out);
        zip.setEncoding(StandardCharsets.UTF_8.name());
        Set<String> names = new HashSet<>();
        for (ManifestFile file : files) {
            zip.putArchiveEntry(entry(file, free(safe(file.path()), names)));
            try (InputStream bytes = blobs.open(file.sha256())) {
                bytes.transferTo(zip);
            }
            zip.closeArchiveEntry();
        }
        zip.finish();
        zip.flush();
    }

    private static ZipArchiveEntry entry(ManifestFile file, String name) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setSize(file.size());
        entry.setTimeLocal(NO_TIME);
        entry.setUnixMode(file.executable() ? EXECUTABLE : FILE);
        return entry;
    }

    /** What separates directories, or names a drive, on some systems only. */
    static String safe(String path) {
        return path.replace('\\', '_').replace(':', '_');
    }

    /** Two names may have become one. */
    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name + "~" + number;
        }
        return free;
    }
}
