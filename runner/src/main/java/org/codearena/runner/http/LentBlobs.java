package org.codearena.runner.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.codearena.runner.blob.BlobHash;
import org.codearena.runner.blob.Blobs;
import org.codearena.runner.tree.RelativePath;

/** The blobs that one request names, each lent once; they stay until this is closed. */
final class LentBlobs implements AutoCloseable {
    private static final int MAX_FILES = 256;

    private final Map<BlobHash, Blobs.Loan> loans = new LinkedHashMap<>();

    private LentBlobs() {}

    /** @throws Problem for the first that is not here */
    static LentBlobs of(Blobs blobs, Stream<BlobHash> hashes) throws IOException {
        LentBlobs lent = new LentBlobs();
        boolean all = false;
        try {
            for (BlobHash hash : hashes.distinct().toList()) {
                lent.loans.put(hash, blobs.lend(hash).orElseThrow(() -> Problem.unknownBlob(hash.hex())));
            }
            all = true;
            return lent;
        } finally {
            if (!all) {
                lent.close();
            }
        }
    }

    /** Where the blob of each path lies. */
    Map<RelativePath, Path> files(Map<RelativePath, BlobHash> named) {
        Map<RelativePath, Path> files = new LinkedHashMap<>();
        named.forEach((path, hash) -> files.put(path, loanOf(hash).file()));
        return files;
    }

    private Blobs.Loan loanOf(BlobHash hash) {
        Blobs.Loan loan = loans.get(hash);
        if (loan == null) {
            throw new IllegalStateException("blob " + hash + " was not lent");
        }
        return loan;
    }

    /**
     * Checks paths and hashes of a request.
     *
     * @throws IllegalArgumentException with what is wrong and what is allowed
     */
    static Map<RelativePath, BlobHash> paths(Map<String, String> named) {
        if (named.size() > MAX_FILES) {
            throw new IllegalArgumentException("there are " + named.size() + " files, allowed are " + MAX_FILES);
        }
        Map<RelativePath, BlobHash> paths = new LinkedHashMap<>();
        new TreeMap<>(named).forEach((path, hash) -> paths.put(RelativePath.of(path), new BlobHash(hash)));
        return paths;
    }

    /** The same of files without directories, whose names do not begin with a dot. */
    static Map<RelativePath, BlobHash> names(Map<String, String> named) {
        Map<RelativePath, BlobHash> names = paths(named);
        for (RelativePath path : names.keySet()) {
            List<String> parts = path.parts();
            if (parts.size() > 1 || parts.getFirst().startsWith(".")) {
                throw new IllegalArgumentException("file '" + path
                        + "' of a validator is not allowed: it must be a plain name that does not begin with '.'");
            }
        }
        return names;
    }

    @Override
    public void close() {
        loans.values().forEach(Blobs.Loan::close);
    }
}
