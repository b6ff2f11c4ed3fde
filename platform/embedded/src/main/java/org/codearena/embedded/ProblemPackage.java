package org.codearena.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A problem package on disk: a directory or a zip of one, named after the problem. */
record ProblemPackage(Path path, String slug) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Set<String> LEFT_OUT = Set.of(".git", "__pycache__", "node_modules");

    /**
     * The packages among these paths. A shell's {@code *} also names what lies beside them: such a file is passed over,
     * with a word, as long as there is any package.
     */
    static List<ProblemPackage> among(List<Path> given) {
        if (given.stream().noneMatch(ProblemPackage::looksLikeOne)) {
            return given.stream().map(ProblemPackage::at).toList();
        }
        given.stream()
                .filter(path -> !looksLikeOne(path))
                .forEach(path -> System.err.println("passed over " + path + ": it is no problem package"));
        return given.stream()
                .filter(ProblemPackage::looksLikeOne)
                .map(ProblemPackage::at)
                .toList();
    }

    private static boolean looksLikeOne(Path path) {
        return path.toString().endsWith(".zip") || Files.exists(path.resolve("problem.yaml"));
    }

    static ProblemPackage at(Path given) {
        Path path = given.toAbsolutePath().normalize();
        boolean zip = Files.isRegularFile(path) && path.toString().endsWith(".zip");
        if (!zip && !Files.isRegularFile(path.resolve("problem.yaml"))) {
            throw new FailureException(
                    "%s is no problem package: it must be a directory with a problem.yaml, or a zip of one"
                            .formatted(given));
        }
        String slug = path.getFileName().toString().replaceFirst("\\.zip$", "");
        if (!SLUG.matcher(slug).matches()) {
            throw new FailureException(
                    "the package %s is named '%s', allowed is what matches %s".formatted(given, slug, SLUG));
        }
        return new ProblemPackage(path, slug);
    }

    /** As a zip with one directory in it, as the format wants it. */
    Path zip(Path directory) {
        if (Files.isRegularFile(path)) {
            return path;
        }
        Path target = directory.resolve(slug + ".zip");
        try (OutputStream out = Files.newOutputStream(target);
                var zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(path)) {
            zip.setLevel(1); // Read once, on this machine.
            for (Path file : files.filter(this::belongs).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(slug + "/" + path.relativize(file)));
                Files.copy(file, zip);
                zip.closeEntry();
            }
            return target;
        } catch (IOException failed) {
            throw new FailureException("cannot pack %s: %s".formatted(path, failed), failed);
        }
    }

    private boolean belongs(Path file) {
        for (Path name : path.relativize(file)) {
            if (LEFT_OUT.contains(name.toString())) {
                return false;
            }
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
