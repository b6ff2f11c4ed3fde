package org.codearena.runner.program;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codearena.contract.SourceFile;
import org.codearena.runner.tree.RelativePath;
import org.codearena.runner.tree.Tree;

/** Files that came with a request, checked together: each name is allowed and none stands in the way of another. */
public final class Sources {
    private static final int MAX_FILES = 4_096;

    private final List<Source> files;

    private record Source(RelativePath path, SourceFile file) {}

    private Sources(List<Source> files) {
        this.files = files;
    }

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException with what is wrong and what is allowed
     */
    public static Sources of(List<SourceFile> files) {
        if (files.size() > MAX_FILES) {
            throw new IllegalArgumentException("there are " + files.size() + " files, allowed are " + MAX_FILES);
        }
        List<Source> sources = files.stream()
                .map(file -> new Source(RelativePath.of(file.path()), file))
                .toList();
        Set<List<String>> names = new HashSet<>();
        for (Source source : sources) {
            if (!names.add(source.path.parts())) {
                throw new IllegalArgumentException("path '" + source.path + "' is there twice");
            }
        }
        for (Source source : sources) {
            List<String> parts = source.path.parts();
            for (int length = 1; length < parts.size(); length++) {
                if (names.contains(parts.subList(0, length))) {
                    throw new IllegalArgumentException("path '" + source.path + "' lies below a file");
                }
            }
        }
        return new Sources(sources);
    }

    /**
     * Writes the files.
     *
     * @return how many bytes they have
     */
    public long writeTo(Tree tree) throws IOException {
        long bytes = 0;
        for (Source source : files) {
            bytes += tree.add(source.path, new ByteArrayInputStream(source.file.content()), false);
        }
        return bytes;
    }
}
