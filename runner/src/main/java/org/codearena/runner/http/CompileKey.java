package org.codearena.runner.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.runner.prepared.Prepared;

/**
 * Names all that the outcome of a compile request depends on: its files, step and limits; the toolchain, which is every
 * program that the step's words name, and what is installed on the system; and what is prepared. A program is told by
 * its real path, size and time of change. Safe for use by several threads.
 */
final class CompileKey {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9_./+-]+");
    /** More words than a step has programs; a script in a step may have any number. */
    private static final int MOST_WORDS = 200;

    private static final Path INSTALLED = Path.of("/var/lib/dpkg/status");
    /** What lies below these in a box is no file of the system. */
    private static final List<String> OF_BOXES = List.of("/box", "/out", "/tmp", "/test", "/proc", "/dev", "/prepared");

    private final Map<String, String> environment;
    private final Prepared prepared;

    /** @param environment of every step, which its own replaces */
    CompileKey(Map<String, String> environment, Prepared prepared) {
        this.environment = Map.copyOf(environment);
        this.prepared = prepared;
    }

    String of(CompileRequest request) throws IOException {
        MessageDigest digest = sha256();
        List<SourceFile> files = request.files().stream()
                .sorted(Comparator.comparing(SourceFile::path))
                .toList();
        add(digest, Integer.toString(files.size()));
        for (SourceFile file : files) {
            add(digest, file.path());
            add(digest, file.content());
        }
        if (request.step().isPresent()) {
            Step step = request.step().get();
            addAll(digest, step.command());
            addAll(digest, pairs(step.environment()));
            addAll(digest, toolchain(step));
            addAll(digest, pairs(prepared.versions()));
            add(digest, request.limits() + " " + request.programBytes() + " " + request.programFiles());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private List<String> toolchain(Step step) {
        List<String> stamps = new ArrayList<>();
        stamp(INSTALLED).ifPresent(stamps::add);
        String path = step.environment().getOrDefault("PATH", environment.getOrDefault("PATH", ""));
        List<String> directories = List.of(path.split(":", -1));
        step.command().stream()
                .flatMap(BETWEEN_WORDS::splitAsStream)
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MOST_WORDS)
                .flatMap(word -> candidates(word, directories))
                .forEach(file -> stamp(file).ifPresent(stamps::add));
        return stamps;
    }

    /** Every file that the word may mean; the first that there is is the one, but its absence is part of the key too. */
    private static Stream<Path> candidates(String word, List<String> directories) {
        if (word.startsWith("/")) {
            return isOfBoxes(word) ? Stream.empty() : path(word).stream();
        }
        return word.contains("/")
                ? Stream.empty()
                : directories.stream().flatMap(directory -> path(directory + "/" + word).stream());
    }

    private static boolean isOfBoxes(String word) {
        return OF_BOXES.stream().anyMatch(place -> word.equals(place) || word.startsWith(place + "/"));
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> stamp(Path file) {
        try {
            Path real = file.toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(real + " " + attributes.size() + " " + attributes.lastModifiedTime())
                    : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private static List<String> pairs(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
                        .toList();
    }

    private static void addAll(MessageDigest digest, List<String> texts) {
        add(digest, Integer.toString(texts.size()));
        texts.forEach(text -> add(digest, text));
    }

    private static void add(MessageDigest digest, String text) {
        add(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    /** With its length, so that no two lists of texts are the same bytes. */
    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
