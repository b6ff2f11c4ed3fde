package org.codearena.server.infra.zip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.codearena.server.kernel.Quoted;

/** Holds what a zip says about itself against the rules, and its entries against each other. */
final class ZipCheck {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\\\]");
    private static final int LONGEST_NAME = 1_000;
    private static final long FREE_OF_RATIO = 64L << 20;

    /** A zip of ten thousand broken entries deserves no answer of ten thousand lines. */
    private static final int MOST_FINDINGS = 200;

    private final ZipFile zip;
    private final ZipLimits limits;
    private final List<String> findings = new ArrayList<>();

    ZipCheck(ZipFile zip, ZipLimits limits) {
        this.zip = zip;
        this.limits = limits;
    }

    /** Throws unless everything is as it must be. */
    void check(long archiveBytes) throws ZipRefusedException {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        for (ZipArchiveEntry entry : entries) {
            checkName(entry);
            checkKind(entry);
        }
        checkCollisions(entries);
        if (!findings.isEmpty()) {
            throw new ZipRefusedException(findings);
        }
        checkPlaces(entries, archiveBytes);
        checkSizes(entries, archiveBytes);
    }

    private void checkName(ZipArchiveEntry entry) {
        String name = entry.getName();
        String shown = Quoted.of(name);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            error("the entry " + shown + " has a name of " + name.length() + " characters, allowed are 1 to "
                    + LONGEST_NAME);
        } else if (CONTROL.matcher(name).find() || hasBackslash(entry)) {
            error("the entry " + shown + " has a backslash or a control character in its name");
        } else if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
            error("the entry " + shown + " has an absolute path, only paths inside the zip are allowed");
        } else if (List.of(name.split("/", -1)).contains("..")) {
            error("the entry " + shown + " climbs out of the zip with '..'");
        } else if (name.chars().filter(c -> c == '/').count() > limits.depth()) {
            error("the entry " + shown + " lies more than " + limits.depth() + " directories deep");
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

    private void checkKind(ZipArchiveEntry entry) {
        String shown = "the entry " + Quoted.of(entry.getName());
        int type = entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG;
        if (type == UnixStat.LINK_FLAG && (entry.isDirectory() || entry.getSize() > LONGEST_NAME)) {
            error(shown + " is a link that is a directory or has a target of more than " + LONGEST_NAME + " bytes");
        } else if (type != 0 && type != UnixStat.FILE_FLAG && type != UnixStat.DIR_FLAG && type != UnixStat.LINK_FLAG) {
            error(shown + " is neither a file nor a directory");
        } else if (type == UnixStat.DIR_FLAG != entry.isDirectory() && type != 0) {
            error(shown + " says that it is a file and a directory at once");
        } else if (entry.getGeneralPurposeBit().usesEncryption()
                || entry.getGeneralPurposeBit().usesStrongEncryption()) {
            error(shown + " is encrypted");
        } else if (!zip.canReadEntryData(entry)) {
            error(shown + " is compressed by method " + entry.getMethod() + ", allowed are stored and deflated");
        } else if (entry.getMethod() != ZipArchiveEntry.STORED && entry.getMethod() != ZipArchiveEntry.DEFLATED) {
            error(shown + " is compressed by method " + entry.getMethod() + ", allowed are stored and deflated");
        } else if (entry.isDirectory() && entry.getSize() > 0) {
            error(shown + " is a directory with " + entry.getSize() + " bytes in it");
        }
    }

    /** Every directory on the way counts: "Data/a" and "data/b" would become one on some systems, two on others. */
    private void checkCollisions(List<ZipArchiveEntry> entries) {
        Map<String, String> spelled = new HashMap<>();
        Map<String, Boolean> isFile = new HashMap<>();
        for (ZipArchiveEntry entry : entries) {
            String path = entry.getName().replaceAll("/+$", "");
            if (!entry.isDirectory() && isFile.containsKey(path)) {
                error("the entry " + Quoted.of(path) + " is there twice");
            }
            for (String at = path; !at.isEmpty(); at = parent(at)) {
                boolean file = at.equals(path) && !entry.isDirectory();
                String other = spelled.putIfAbsent(at.toLowerCase(Locale.ROOT), at);
                if (other != null && !other.equals(at)) {
                    error("the entries " + Quoted.of(other) + " and " + Quoted.of(at)
                            + " differ only in upper and lower case");
                }
                Boolean known = isFile.putIfAbsent(at, file);
                if (known != null && known != file) {
                    error("the entry " + Quoted.of(at) + " is a file and a directory at once");
                }
            }
        }
        if (spelled.size() > limits.entries()) {
            error("the zip holds " + spelled.size() + " files and directories, at most " + limits.entries()
                    + " are allowed");
        }
    }

    /** Entries that share their bytes are how a small zip becomes petabytes without any zip inside it. */
    private static void checkPlaces(List<ZipArchiveEntry> entries, long archiveBytes) throws ZipRefusedException {
        List<ZipArchiveEntry> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset));
        long end = 0;
        for (ZipArchiveEntry entry : inOrder) {
            String shown = "the entry " + Quoted.of(entry.getName());
            long data = Math.max(entry.getDataOffset(), entry.getLocalHeaderOffset());
            if (entry.getLocalHeaderOffset() < end) {
                throw new ZipRefusedException(shown + " shares its bytes with another one");
            }
            if (data > archiveBytes
                    || entry.getCompressedSize() < 0
                    || entry.getCompressedSize() > archiveBytes - data) {
                throw new ZipRefusedException(shown + " lies outside the file");
            }
            end = data + entry.getCompressedSize();
        }
    }

    private void checkSizes(List<ZipArchiveEntry> entries, long archiveBytes) throws ZipRefusedException {
        long total = 0;
        for (ZipArchiveEntry entry : entries) {
            if (entry.getSize() < 0 || entry.getSize() > limits.fileBytes()) {
                throw new ZipRefusedException("the entry " + Quoted.of(entry.getName()) + " unpacks to "
                        + Long.toUnsignedString(entry.getSize()) + " bytes, at most " + limits.fileBytes()
                        + " are allowed");
            }
            total += entry.getSize();
        }
        if (total > limits.unpackedBytes()) {
            throw new ZipRefusedException(
                    "the zip unpacks to " + total + " bytes, at most " + limits.unpackedBytes() + " are allowed");
        }
        if (total > FREE_OF_RATIO && total / limits.ratio() > archiveBytes) {
            throw new ZipRefusedException("the zip of " + archiveBytes + " bytes unpacks to " + total + ", at most "
                    + limits.ratio() + " times its size is allowed");
        }
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private void error(String finding) {
        if (findings.size() < MOST_FINDINGS && !findings.contains(finding)) {
            findings.add(finding);
        }
    }
}
