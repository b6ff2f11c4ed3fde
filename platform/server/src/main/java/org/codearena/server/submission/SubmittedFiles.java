package org.codearena.server.submission;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.codearena.contract.SourceFile;
import org.codearena.server.kernel.Fault;
import org.jspecify.annotations.Nullable;

/** Turns the files of a request into source files, or says what is wrong with them. */
final class SubmittedFiles {
    /** All files of a submission together. */
    static final int MOST_BYTES = 256 << 10;

    private static final int MOST_FILES = 100;
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._/-]{1,255}");

    /** One file: {@code content} is text, {@code contentBase64} is for bytes that are not UTF-8. */
    record Submitted(
            String path, @Nullable String content, @Nullable String contentBase64) {}

    private SubmittedFiles() {}

    /** The files, when they are together no larger than this either. */
    static List<SourceFile> check(@Nullable List<Submitted> submitted, long mostBytes) {
        List<SourceFile> files = check(submitted);
        long bytes = files.stream().mapToLong(SourceFile::size).sum();
        if (bytes > mostBytes) {
            throw Fault.tooLarge(
                    "the files have " + bytes + " bytes, at most " + mostBytes + " are allowed for this problem");
        }
        return files;
    }

    static List<SourceFile> check(@Nullable List<Submitted> submitted) {
        if (submitted == null || submitted.isEmpty()) {
            throw Fault.badField("files", "is empty, at least one file is needed");
        }
        if (submitted.size() > MOST_FILES) {
            throw Fault.badField("files", "has " + submitted.size() + " files, at most " + MOST_FILES + " are allowed");
        }
        Set<String> seen = new HashSet<>();
        List<SourceFile> files =
                submitted.stream().map(file -> check(file, seen)).toList();
        long bytes = files.stream().mapToLong(SourceFile::size).sum();
        if (bytes > MOST_BYTES) {
            throw Fault.tooLarge("the files have " + bytes + " bytes, at most " + MOST_BYTES + " are allowed");
        }
        if (bytes == 0) {
            throw Fault.badField("files", "holds nothing: every file is empty");
        }
        return files;
    }

    private static SourceFile check(Submitted file, Set<String> seen) {
        String path = file.path() == null ? "" : file.path();
        if (!PATH.matcher(path).matches()) {
            throw badPath(path);
        }
        if (!seen.add(path)) {
            throw Fault.badField("files", "names '" + path + "' twice");
        }
        try {
            return new SourceFile(path, content(file));
        } catch (IllegalArgumentException refused) {
            throw badPath(path);
        }
    }

    private static Fault badPath(String path) {
        String shown = path.length() > 60 ? path.substring(0, 60) + "…" : path;
        return Fault.badField(
                "files",
                "has the path '" + shown + "': paths are relative, do not climb, and hold 1 to 255"
                        + " letters, digits, '.', '_', '-' and '/'");
    }

    private static byte[] content(Submitted file) {
        if ((file.content() == null) == (file.contentBase64() == null)) {
            throw Fault.badField(
                    "files", "needs either content or contentBase64 for '" + file.path() + "', and not both");
        }
        return file.content() != null
                ? SourceFile.of("text", file.content()).content()
                : decoded(file.path(), file.contentBase64());
    }

    private static byte[] decoded(String path, @Nullable String base64) {
        try {
            return Base64.getDecoder().decode(base64 == null ? "" : base64);
        } catch (IllegalArgumentException malformed) {
            throw Fault.badField("files", "has a contentBase64 for '" + path + "' that is not Base64");
        }
    }
}
