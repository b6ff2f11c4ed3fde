package org.codearena.server.workspace.project;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.zip.CheckedZip;
import org.codearena.server.infra.zip.CheckedZip.Entry;
import org.codearena.server.infra.zip.CheckedZip.Kind;
import org.codearena.server.infra.zip.ZipLimits;
import org.codearena.server.infra.zip.ZipRefusedException;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Fault.FieldError;
import org.codearena.server.kernel.Quoted;

/** Takes a zip from a stranger and puts its files into the object store; what becomes of them is for others. Thread-safe. */
final class ProjectZip {
    private static final int RATIO = 200;
    private static final int DEPTH = 64;
    private static final int MOST_FINDINGS = 200;
    private static final int IN_MEMORY = 1 << 20;

    /** What one system's tool adds to every zip that it makes. */
    private static final String NOT_MEANT = "__MACOSX/";

    private final Blobs blobs;
    private final ZipLimits limits;

    ProjectZip(Blobs blobs, Quotas quotas) {
        this.blobs = blobs;
        this.limits = new ZipLimits(
                quotas.projectBytes(),
                quotas.projectBytes(),
                quotas.fileBytes(),
                2 * quotas.projectFiles(),
                RATIO,
                DEPTH);
    }

    long mostBytes() {
        return limits.archiveBytes();
    }

    /**
     * Stores the files of a zip.
     *
     * @param directory beneath which they are to lie
     * @throws Fault when the zip is not one that can be laid out, with everything that was found
     */
    List<ManifestFile> store(InputStream zip, Optional<String> directory) throws IOException {
        Path scratch = Files.createTempDirectory("codearena-project-");
        try {
            Path archive = scratch.resolve("project.zip");
            CheckedZip.save(zip, archive, limits);
            try (CheckedZip checked = CheckedZip.open(archive, limits)) {
                return store(checked, directory.map(path -> path + "/").orElse(""), scratch.resolve("entry"));
            }
        } catch (ZipRefusedException refused) {
            throw refusal(refused.findings());
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path scratch) throws IOException {
        Files.deleteIfExists(scratch.resolve("entry"));
        Files.deleteIfExists(scratch.resolve("project.zip"));
        Files.deleteIfExists(scratch);
    }

    private List<ManifestFile> store(CheckedZip zip, String directory, Path scratch)
            throws IOException, ZipRefusedException {
        List<Entry> files = zip.entries().stream()
                .filter(entry -> entry.kind() != Kind.DIRECTORY && !entry.name().startsWith(NOT_MEANT))
                .toList();
        requireFit(files, directory);
        List<ManifestFile> stored = new ArrayList<>();
        for (Entry file : files) {
            stored.add(
                    new ManifestFile(directory + file.name(), put(zip, file, scratch), file.size(), file.executable()));
        }
        return stored;
    }

    private static void requireFit(List<Entry> files, String directory) {
        List<String> findings = files.stream()
                .flatMap(file -> finding(file, directory + file.name()).stream())
                .limit(MOST_FINDINGS)
                .toList();
        if (!findings.isEmpty()) {
            throw refusal(findings);
        }
    }

    private static Optional<String> finding(Entry entry, String path) {
        if (entry.kind() == Kind.LINK) {
            return Optional.of("the entry " + Quoted.of(entry.name()) + " is a link, only files are taken");
        }
        return ProjectPath.objection(path).map(objection -> "the path " + Quoted.of(path) + " " + objection);
    }

    private static Fault refusal(List<String> findings) {
        return Fault.badInput(
                "the zip cannot be taken: " + String.join("; ", findings),
                findings.stream().map(finding -> new FieldError("zip", finding)).toList());
    }

    private String put(CheckedZip zip, Entry file, Path scratch) throws IOException, ZipRefusedException {
        if (file.size() <= IN_MEMORY) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) file.size());
            zip.unpack(file, bytes);
            return blobs.put(new ByteArrayInputStream(bytes.toByteArray()));
        }
        try (OutputStream out = Files.newOutputStream(scratch)) {
            zip.unpack(file, out);
        }
        try (InputStream in = Files.newInputStream(scratch)) {
            return blobs.put(in);
        }
    }
}
