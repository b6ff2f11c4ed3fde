package org.codearena.server.problem.format;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Unpacks a zip from a stranger. Nothing that the zip says about itself is believed: entries are counted, sizes are counted
 * while unpacking, names are checked before anything is written, and what is written goes into a directory that was made
 * for it. Whatever a name could do (climb, be absolute, repeat, differ in case only) is refused with its name. Links are made
 * last, when nothing is written any more; who reads the package follows them only as long as they stay inside.
 */
public final class ZipIntake {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\\\]");
    private static final int LONGEST_NAME = 1_000;
    private static final int MOST_LEFT_OUT = 50;
    private static final long FREE_OF_RATIO = 64L << 20;

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
            save(zip, unpacked.archive());
            Path files = Files.createDirectory(directory.resolve("files"));
            unpacked.leftOut = unpack(unpacked.archive(), files);
            unpacked.found(files);
            return unpacked;
        } catch (Throwable failure) {
            unpacked.close();
            throw failure;
        }
    }

    private void save(InputStream zip, Path archive) throws IOException, PackageRefusedException {
        try (OutputStream out = Files.newOutputStream(archive, StandardOpenOption.CREATE_NEW)) {
            long copied = copy(zip, out, limits.archiveBytes(), new CRC32());
            if (copied > limits.archiveBytes()) {
                throw refused("", "the zip has more than the " + limits.archiveBytes() + " bytes that are allowed");
            }
        }
    }

    /** Answers the names of entries that were left out. */
    private List<String> unpack(Path archive, Path directory) throws IOException, PackageRefusedException {
        try (SeekableByteChannel channel = Files.newByteChannel(archive)) {
            ZipDirectory.check(channel, limits);
            try (ZipFile zip = open(channel)) {
                List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
                check(zip, entries, Files.size(archive));
                for (ZipArchiveEntry entry : entries) {
                    if (!isLink(entry)) {
                        write(zip, entry, directory);
                    }
                }
                for (ZipArchiveEntry entry : entries) {
                    if (isLink(entry)) {
                        link(zip, entry, directory);
                    }
                }
                return entries.stream()
                        .filter(entry -> !entry.isDirectory())
                        .map(ZipArchiveEntry::getName)
                        .filter(name -> !isPart(name) && isMeant(name))
                        .limit(MOST_LEFT_OUT)
                        .toList();
            }
        }
    }

    /** What is left out may have been meant as a part of the package, unless its name hides it or some tool made it. */
    private static boolean isMeant(String name) {
        return Arrays.stream(name.split("/", -1)).noneMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
    }

    /** The file lies on our own disk and can be read; what the library trips over is what it says. */
    private static ZipFile open(SeekableByteChannel channel) throws PackageRefusedException {
        try {
            return ZipFile.builder().setSeekableByteChannel(channel).get();
        } catch (IOException | RuntimeException malformed) {
            throw refused("", "this is not a zip that can be read: it is damaged");
        }
    }

    private void check(ZipFile zip, List<ZipArchiveEntry> entries, long archiveBytes)
            throws IOException, PackageRefusedException {
        Findings findings = new Findings();
        for (ZipArchiveEntry entry : entries) {
            checkName(entry, findings);
            checkKind(zip, entry, findings);
        }
        checkCollisions(entries, findings);
        findings.throwIfErrors();
        checkPlaces(entries, archiveBytes);
        checkSizes(entries, archiveBytes);
    }

    private void checkName(ZipArchiveEntry entry, Findings findings) {
        String name = entry.getName();
        String shown = Names.quoted(name);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            findings.error(
                    "",
                    "the entry " + shown + " has a name of " + name.length() + " characters, allowed are 1 to "
                            + LONGEST_NAME);
        } else if (CONTROL.matcher(name).find() || hasBackslash(entry)) {
            findings.error("", "the entry " + shown + " has a backslash or a control character in its name");
        } else if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
            findings.error(
                    "", "the entry " + shown + " has an absolute path, only paths inside the package are allowed");
        } else if (List.of(name.split("/", -1)).contains("..")) {
            findings.error("", "the entry " + shown + " climbs out of the package with '..'");
        } else if (name.chars().filter(c -> c == '/').count() > limits.depth()) {
            findings.error("", "the entry " + shown + " lies more than " + limits.depth() + " directories deep");
        }
    }

    /** The library turns backslashes of zips from Windows into slashes; what is stored is what we judge. */
    private static boolean hasBackslash(ZipArchiveEntry entry) {
        byte[] raw = entry.getRawName();
        for (int i = 0; raw != null && i < raw.length; i++) {
            if (raw[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private static void checkKind(ZipFile zip, ZipArchiveEntry entry, Findings findings) {
        String shown = "the entry " + Names.quoted(entry.getName());
        int type = entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG;
        if (type == UnixStat.LINK_FLAG && (entry.isDirectory() || entry.getSize() > LONGEST_NAME)) {
            findings.error(
                    "",
                    shown + " is a link that is a directory or has a target of more than " + LONGEST_NAME + " bytes");
        } else if (type != 0 && type != UnixStat.FILE_FLAG && type != UnixStat.DIR_FLAG && type != UnixStat.LINK_FLAG) {
            findings.error("", shown + " is neither a file nor a directory");
        } else if (type == UnixStat.DIR_FLAG != entry.isDirectory() && type != 0) {
            findings.error("", shown + " says that it is a file and a directory at once");
        } else if (entry.getGeneralPurposeBit().usesEncryption()
                || entry.getGeneralPurposeBit().usesStrongEncryption()) {
            findings.error("", shown + " is encrypted");
        } else if (!zip.canReadEntryData(entry)) {
            findings.error(
                    "", shown + " is compressed by method " + entry.getMethod() + ", allowed are stored and deflated");
        } else if (entry.getMethod() != ZipArchiveEntry.STORED && entry.getMethod() != ZipArchiveEntry.DEFLATED) {
            findings.error(
                    "", shown + " is compressed by method " + entry.getMethod() + ", allowed are stored and deflated");
        } else if (entry.isDirectory() && entry.getSize() > 0) {
            findings.error("", shown + " is a directory with " + entry.getSize() + " bytes in it");
        }
    }

    /** Every directory on the way counts: "Data/a" and "data/b" would become one on some systems, two on others. */
    private void checkCollisions(List<ZipArchiveEntry> entries, Findings findings) {
        Map<String, String> spelled = new HashMap<>();
        Map<String, Boolean> isFile = new HashMap<>();
        for (ZipArchiveEntry entry : entries) {
            String path = entry.getName().replaceAll("/+$", "");
            if (!entry.isDirectory() && isFile.containsKey(path)) {
                findings.error("", "the entry " + Names.quoted(path) + " is there twice");
            }
            for (String at = path; !at.isEmpty(); at = Names.parent(at)) {
                boolean file = at.equals(path) && !entry.isDirectory();
                String other = spelled.putIfAbsent(at.toLowerCase(Locale.ROOT), at);
                if (other != null && !other.equals(at)) {
                    findings.error(
                            "",
                            "the entries " + Names.quoted(other) + " and " + Names.quoted(at)
                                    + " differ only in upper and lower case");
                }
                Boolean known = isFile.putIfAbsent(at, file);
                if (known != null && known != file) {
                    findings.error("", "the entry " + Names.quoted(at) + " is a file and a directory at once");
                }
            }
        }
        if (spelled.size() > limits.entries()) {
            findings.error(
                    "",
                    "the zip holds " + spelled.size() + " files and directories, at most " + limits.entries()
                            + " are allowed");
        }
    }

    /** Entries that share their bytes are how a small zip becomes petabytes without any zip inside it. */
    private static void checkPlaces(List<ZipArchiveEntry> entries, long archiveBytes) throws PackageRefusedException {
        List<ZipArchiveEntry> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset));
        long end = 0;
        for (ZipArchiveEntry entry : inOrder) {
            String shown = "the entry " + Names.quoted(entry.getName());
            long data = Math.max(entry.getDataOffset(), entry.getLocalHeaderOffset());
            if (entry.getLocalHeaderOffset() < end) {
                throw refused("", shown + " shares its bytes with another one");
            }
            if (data > archiveBytes
                    || entry.getCompressedSize() < 0
                    || entry.getCompressedSize() > archiveBytes - data) {
                throw refused("", shown + " lies outside the file");
            }
            end = data + entry.getCompressedSize();
        }
    }

    private void checkSizes(List<ZipArchiveEntry> entries, long archiveBytes) throws PackageRefusedException {
        long total = 0;
        for (ZipArchiveEntry entry : entries) {
            if (entry.getSize() < 0 || entry.getSize() > limits.fileBytes()) {
                throw refused(
                        "",
                        "the entry " + Names.quoted(entry.getName()) + " unpacks to "
                                + Long.toUnsignedString(entry.getSize()) + " bytes, at most " + limits.fileBytes()
                                + " are allowed");
            }
            total += entry.getSize();
        }
        if (total > limits.unpackedBytes()) {
            throw refused(
                    "", "the zip unpacks to " + total + " bytes, at most " + limits.unpackedBytes() + " are allowed");
        }
        if (total > FREE_OF_RATIO && total / limits.ratio() > archiveBytes) {
            throw refused(
                    "",
                    "the zip of " + archiveBytes + " bytes unpacks to " + total + ", at most " + limits.ratio()
                            + " times its size is allowed");
        }
    }

    private static boolean isLink(ZipArchiveEntry entry) {
        return (entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG) == UnixStat.LINK_FLAG;
    }

    private static void link(ZipFile zip, ZipArchiveEntry entry, Path directory)
            throws IOException, PackageRefusedException {
        if (!isPart(entry.getName())) {
            return;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        unpack(zip, entry, content);
        String target = content.toString(StandardCharsets.UTF_8);
        Path link = directory.resolve(entry.getName());
        if (target.isEmpty()
                || target.startsWith("/")
                || CONTROL.matcher(target).find()
                || !link.resolveSibling(target).normalize().startsWith(directory)) {
            throw refused(
                    "",
                    "the entry " + Names.quoted(entry.getName()) + " is a link to " + Names.quoted(target)
                            + ", only links to other files of the package are allowed");
        }
        Files.createDirectories(parent(link, directory));
        Files.createSymbolicLink(link, Path.of(target));
    }

    private static Path parent(Path file, Path otherwise) {
        return file.getParent() == null ? otherwise : file.getParent();
    }

    private static void write(ZipFile zip, ZipArchiveEntry entry, Path directory)
            throws IOException, PackageRefusedException {
        if (!isPart(entry.getName())) {
            return;
        }
        Path target = directory.resolve(entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(parent(target, directory));
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            unpack(zip, entry, out);
        }
    }

    private static void unpack(ZipFile zip, ZipArchiveEntry entry, OutputStream out)
            throws IOException, PackageRefusedException {
        CRC32 crc = new CRC32();
        long written;
        try (InputStream in = new Unpacking(zip.getInputStream(entry))) {
            written = copy(in, out, entry.getSize(), crc);
        } catch (ZipException damaged) {
            throw refused("", "the entry " + Names.quoted(entry.getName()) + " is damaged");
        }
        if (written != entry.getSize()) {
            throw refused(
                    "",
                    "the entry " + Names.quoted(entry.getName()) + " says that it has " + entry.getSize()
                            + " bytes, and has " + (written > entry.getSize() ? "more" : "less"));
        }
        if (crc.getValue() != entry.getCrc()) {
            throw refused("", "the entry " + Names.quoted(entry.getName()) + " is damaged: its checksum is wrong");
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

    /** Copies up to one byte more than the bound, so that the caller sees when there was more; answers how many. */
    private static long copy(InputStream in, OutputStream out, long bound, CRC32 crc) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        while (copied <= bound) {
            int got = in.read(buffer, 0, (int) Math.min(buffer.length, bound + 1 - copied));
            if (got < 0) {
                return copied;
            }
            crc.update(buffer, 0, got);
            out.write(buffer, 0, got);
            copied += got;
        }
        return copied;
    }

    /** Tells damage of the zip from trouble with our own disk: whatever fails in unpacking is damage. */
    private static final class Unpacking extends FilterInputStream {
        Unpacking(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws ZipException {
            try {
                return in.read(target, offset, length);
            } catch (IOException | RuntimeException damaged) {
                ZipException wrapped = new ZipException(damaged.getMessage());
                wrapped.initCause(damaged);
                throw wrapped;
            }
        }
    }

    private static PackageRefusedException refused(String path, String text) {
        return PackageRefusedException.of(path, text);
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
