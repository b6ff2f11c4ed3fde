package org.codearena.services;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the class path. */
record PostgresBinaries(Path directory) {
    private static final Map<String, String> ARCHIVES =
            Map.of("amd64", "postgres-linux-x86_64.txz", "aarch64", "postgres-linux-arm_64.txz");

    /** Unpacks the programs below a directory unless this very archive has been unpacked there. */
    static PostgresBinaries in(Path parent) {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String archive = ARCHIVES.getOrDefault(architecture, "none");
        URL resource = PostgresBinaries.class.getResource("/" + archive);
        if (resource == null) {
            throw new ServiceException("no PostgreSQL for the processor architecture '%s' is bundled; known are %s"
                    .formatted(architecture, ARCHIVES.keySet()));
        }
        try {
            Path directory = parent.resolve("bin-" + fingerprint(resource));
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(parent);
                unpack(resource, directory);
            }
            return new PostgresBinaries(directory);
        } catch (IOException failed) {
            throw new ServiceException("cannot unpack PostgreSQL below " + parent + ": " + failed, failed);
        }
    }

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    /** The checksum the jar itself keeps of the archive: knowing it needs no reading of 15 MB at each start. */
    private static String fingerprint(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false);
        return connection instanceof JarURLConnection jar
                ? "%08x".formatted(jar.getJarEntry().getCrc())
                : Long.toString(connection.getContentLengthLong());
    }

    /** Under another name first, so that an interrupted unpacking is never taken for a whole one. */
    private static void unpack(URL resource, Path directory) throws IOException {
        Path part = Files.createTempDirectory(directory.getParent(), "unpacking-");
        try (InputStream in = new BufferedInputStream(resource.openStream(), 1 << 16);
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, part);
            }
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            Home.deleteTree(part);
            // Another process may have unpacked the same at the same time; its result is as good.
            if (!Files.isDirectory(directory)) {
                throw failed;
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream content, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive climbs out of its directory with '" + entry.getName() + "'");
        }
        Files.createDirectories(entry.isDirectory() ? target : target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
