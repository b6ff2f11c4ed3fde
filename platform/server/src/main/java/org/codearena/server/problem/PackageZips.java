package org.codearena.server.problem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

public final class PackageZips {
    private PackageZips() {}

    public static Path unpack(InputStream zip, Path fresh, ZipLimits limits)
            throws IOException, PackageRefusedException {
        Files.createDirectories(fresh);
        try (ZipInputStream in = new ZipInputStream(zip)) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                Path to = fresh.resolve(e.getName());
                if (e.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Path parent = to.getParent();
                    if (parent != null) Files.createDirectories(parent);
                    Files.copy(in, to);
                }
            }
        }
        try (var l = Files.list(fresh)) {
            var all = l.toList();
            return all.size() == 1 ? all.getFirst() : fresh;
        }
    }

    static void deleteTree(Path directory) throws IOException {
        try (var tree = Files.walk(directory)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
