package org.codearena.server.problem.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.codearena.server.infra.zip.CheckedZip;
import org.codearena.server.infra.zip.CheckedZip.Entry;
import org.codearena.server.infra.zip.CheckedZip.Kind;
import org.codearena.server.infra.zip.ZipRefusedException;
import org.codearena.server.kernel.Quoted;

/**
 * Unpacks a package from a stranger, once its zip has been looked at, into a directory that was made for it. Links are made
 * last, when nothing is written any more; who reads the package follows them only as long as they stay inside.
 */
public final class ZipIntake {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\\\]");
    private static final int MOST_LEFT_OUT = 50;

    private final PackageLimits limits;
    private final Path scratch;

    /** Unpacks into the directory for temporary files. */
    public ZipIntake(PackageLimits limits) {
        this(limits, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Unpacks below {@code scratch}, which must exist. */
    public ZipIntake(PackageLimits limits, Path scratch) {
        this.limits = limits;
        this.scratch = scratch;
    }

    /**
     * Takes a zip as it arrives and unpacks it into a fresh directory that the answer deletes when it is closed.
     *
     * @throws PackageRefusedException when it is not a zip that we take
     */
    public UnpackedPackage unpack(InputStream zip) throws IOException, PackageRefusedException {
        Path directory = Files.createTempDirectory(scratch, "codearena-package-");
        UnpackedPackage unpacked = new UnpackedPackage(directory);
        try {
            CheckedZip.save(zip, unpacked.archive(), limits.zip());
            Path files = Files.createDirectory(directory.resolve("files"));
            unpacked.leftOut = unpack(unpacked.archive(), files);
            unpacked.found(files);
            return unpacked;
        } catch (ZipRefusedException refused) {
            unpacked.close();
            throw PackageRefusedException.of(refused);
        } catch (Throwable failure) {
            unpacked.close();
            throw failure;
        }
    }

    /** Answers the names of entries that were left out. */
    private List<String> unpack(Path archive, Path directory)
            throws IOException, PackageRefusedException, ZipRefusedException {
        try (CheckedZip zip = CheckedZip.open(archive, limits.zip())) {
            for (Entry entry : zip.entries()) {
                if (entry.kind() != Kind.LINK && isPart(entry.name())) {
                    write(zip, entry, directory);
                }
            }
            for (Entry entry : zip.entries()) {
                if (entry.kind() == Kind.LINK && isPart(entry.name())) {
                    link(zip, entry, directory);
                }
            }
            return zip.entries().stream()
                    .filter(entry -> entry.kind() != Kind.DIRECTORY)
                    .map(Entry::name)
                    .filter(name -> !isPart(name) && isMeant(name))
                    .limit(MOST_LEFT_OUT)
                    .toList();
        }
    }

    /** What is left out may have been meant as a part of the package, unless its name hides it or some tool made it. */
    private static boolean isMeant(String name) {
        return Arrays.stream(name.split("/", -1)).noneMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
    }

    private static void link(CheckedZip zip, Entry entry, Path directory)
            throws IOException, PackageRefusedException, ZipRefusedException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        zip.unpack(entry, content);
        String target = content.toString(StandardCharsets.UTF_8);
        Path link = directory.resolve(entry.name());
        if (target.isEmpty()
                || target.startsWith("/")
                || CONTROL.matcher(target).find()
                || !link.resolveSibling(target).normalize().startsWith(directory)) {
            throw PackageRefusedException.of(
                    "",
                    "the entry " + Quoted.of(entry.name()) + " is a link to " + Quoted.of(target)
                            + ", only links to other files of the package are allowed");
        }
        Files.createDirectories(parent(link, directory));
        Files.createSymbolicLink(link, Path.of(target));
    }

    private static Path parent(Path file, Path otherwise) {
        return file.getParent() == null ? otherwise : file.getParent();
    }

    private static void write(CheckedZip zip, Entry entry, Path directory) throws IOException, ZipRefusedException {
        Path target = directory.resolve(entry.name());
        if (entry.kind() == Kind.DIRECTORY) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(parent(target, directory));
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            zip.unpack(entry, out);
        }
    }

    /** Only what the format has names for is unpacked; the rest would be ignored anyway. */
    private static boolean isPart(String name) {
        for (String part : name.replaceAll("/+$", "").split("/", -1)) {
            if (!Names.FILE.matcher(part).matches() && !part.equals(".timelimit")) {
                return false;
            }
        }
        return true;
    }

    /** A package's directory that lives as long as this; closing deletes all of it. */
    public static final class UnpackedPackage implements AutoCloseable {
        private final Path directory;
        private Path root;
        private Optional<String> name = Optional.empty();
        private List<String> leftOut = List.of();

        UnpackedPackage(Path directory) {
            this.directory = directory;
            this.root = directory;
        }

        /** A zip may hold the package's files, or one directory that holds them and names the problem. */
        private void found(Path files) throws IOException {
            root = files;
            if (Files.exists(files.resolve("problem.yaml"))) {
                return;
            }
            try (var listing = Files.list(files)) {
                List<Path> top =
                        listing.filter(path -> !path.endsWith("__MACOSX")).toList();
                if (top.size() == 1 && Files.isDirectory(top.getFirst(), LinkOption.NOFOLLOW_LINKS)) {
                    root = top.getFirst();
                    name = Optional.of(String.valueOf(root.getFileName()));
                }
            }
        }

        /** The zip itself, as it came. */
        public Path archive() {
            return directory.resolve("package.zip");
        }

        /** The directory that the package's files are in. */
        public Path root() {
            return root;
        }

        /** Files of the zip that were not unpacked, because of their names: the format says to treat them as absent. */
        public List<String> leftOut() {
            return leftOut;
        }

        /** What the zip calls the problem, if it says. */
        public Optional<String> name() {
            return name;
        }

        @Override
        public void close() throws IOException {
            try (var tree = Files.walk(directory)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
