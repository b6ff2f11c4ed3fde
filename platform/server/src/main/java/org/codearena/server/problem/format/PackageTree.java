package org.codearena.server.problem.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a package by their paths inside it. Links are followed as long as they stay inside; what the format says to
 * treat as absent is absent.
 */
final class PackageTree {
    /** Not by the format's rules, but where legacy packages keep what the format has no place for. */
    private static final List<String> HIDDEN_BUT_READ = List.of(".timelimit");

    private final Path root;
    private final PackageLimits limits;
    private final Findings findings;
    private final SortedMap<String, PackageFile> files = new TreeMap<>();
    private final SortedSet<String> directories = new TreeSet<>();
    private long bytes;

    private PackageTree(Path root, PackageLimits limits, Findings findings) {
        this.root = root;
        this.limits = limits;
        this.findings = findings;
    }

    static PackageTree scan(Path directory, PackageLimits limits, Findings findings)
            throws IOException, PackageRefusedException {
        PackageTree tree = new PackageTree(directory.toRealPath(), limits, findings);
        tree.scan(tree.root, "", 0);
        return tree;
    }

    private void scan(Path directory, String path, int depth) throws IOException, PackageRefusedException {
        if (depth > limits.depth()) {
            throw PackageRefusedException.of(
                    path, "lies " + depth + " directories deep, at most " + limits.depth() + " are allowed");
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
            listing.forEach(entries::add);
        }
        entries.sort(null);
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            String inside = path.isEmpty() ? name : path + "/" + name;
            if (isPart(name, inside)) {
                add(entry, inside, depth);
            }
        }
    }

    private boolean isPart(String name, String inside) {
        if (Names.FILE.matcher(name).matches() || HIDDEN_BUT_READ.contains(inside)) {
            return true;
        }
        boolean matters = inside.startsWith("data/") || inside.startsWith("submissions/");
        if (matters && !name.startsWith(".")) {
            findings.warning(
                    inside,
                    "is ignored: names consist of letters a to z, digits, '.', '_' and '-', and begin with no dash");
        }
        return false;
    }

    private void add(Path entry, String inside, int depth) throws IOException, PackageRefusedException {
        Path real = entry.toRealPath(LinkOption.NOFOLLOW_LINKS);
        if (Files.isSymbolicLink(entry)) {
            Optional<Path> target = target(entry);
            if (target.isEmpty()) {
                findings.error(inside, "is a link that leads out of the package or nowhere");
                return;
            }
            real = target.get();
        }
        if (files.size() + directories.size() >= limits.entries()) {
            throw PackageRefusedException.of(
                    "", "holds more than the " + limits.entries() + " files and directories that are allowed");
        }
        if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            directories.add(inside);
            scan(real, inside, depth + 1);
        } else if (Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            addFile(real, inside);
        } else {
            findings.error(inside, "is neither a file nor a directory");
        }
    }

    private Optional<Path> target(Path link) {
        try {
            return Optional.of(link.toRealPath()).filter(target -> target.startsWith(root));
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private void addFile(Path file, String inside) throws IOException, PackageRefusedException {
        long size = Files.size(file);
        if (size > limits.fileBytes()) {
            findings.error(inside, "has " + size + " bytes, at most " + limits.fileBytes() + " are allowed");
        }
        bytes += size;
        if (bytes > limits.unpackedBytes()) {
            throw PackageRefusedException.of(
                    "", "holds more than the " + limits.unpackedBytes() + " bytes that are allowed");
        }
        files.put(inside, new PackageFile(inside, file, size));
    }

    SortedMap<String, PackageFile> files() {
        return files;
    }

    Optional<PackageFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    boolean hasDirectory(String path) {
        return directories.contains(path);
    }

    /** The files somewhere below a directory. */
    List<PackageFile> below(String directory) {
        String prefix = directory + "/";
        return List.copyOf(files.subMap(prefix, directory + "0").values());
    }

    /** The files directly in a directory. */
    List<PackageFile> in(String directory) {
        return below(directory).stream()
                .filter(file -> Names.parent(file.path()).equals(directory))
                .toList();
    }

    /** The directories directly in a directory, by name. */
    List<String> directoriesIn(String directory) {
        return directories.stream()
                .filter(each -> Names.parent(each).equals(directory))
                .map(Names::last)
                .toList();
    }

    List<String> directoriesBelow(String directory) {
        return directories.stream()
                .filter(each -> each.startsWith(directory + "/"))
                .toList();
    }

    byte[] bytes(PackageFile file) throws IOException {
        try (InputStream in = Files.newInputStream(file.location())) {
            return in.readAllBytes();
        }
    }

    /** The first bytes of a file as text, whatever they are. */
    String beginning(PackageFile file, int atMost) throws IOException {
        try (InputStream in = Files.newInputStream(file.location())) {
            return new String(in.readNBytes(atMost), StandardCharsets.UTF_8);
        }
    }

    /** The file as text; a fault in it is reported and nothing is answered. */
    Optional<String> text(PackageFile file) throws IOException {
        if (file.bytes() > limits.textBytes()) {
            findings.error(
                    file.path(), "has " + file.bytes() + " bytes, at most " + limits.textBytes() + " are allowed here");
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException malformed) {
            findings.error(file.path(), "is not UTF-8");
            return Optional.empty();
        }
    }
}
