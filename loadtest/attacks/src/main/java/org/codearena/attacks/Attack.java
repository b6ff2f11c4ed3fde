package org.codearena.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;

/**
 * A hostile program: a file below {@code programs}, or a directory of files that are submitted together. The first line of
 * one of its files says how it may end.
 *
 * @param name such as {@code python/fork-bomb.py}: its path
 * @param expected the verdicts that are right
 */
public record Attack(String name, List<SourceFile> files, Set<String> expected) {
    /** Those in this directory are run twice, at the same time. */
    private static final String TOGETHER = "together/";

    private static final String TALKING = "talking/";

    private static final Pattern EXPECTATION = Pattern.compile("(?:#|//) expect: (.+)");

    public Attack {
        files = List.copyOf(files);
        expected = Set.copyOf(expected);
    }

    /** All there are, in the order of their names. */
    public static List<Attack> all() {
        URI place = URI.create(
                Objects.requireNonNull(Attack.class.getResource("programs")).toString());
        if (!place.getScheme().equals("jar")) {
            return below(Path.of(place));
        }
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
            return below(jar.provider().getPath(place));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Attack> below(Path directory) {
        List<Attack> attacks = new ArrayList<>();
        for (Path group : list(directory)) {
            for (Path each : list(group)) {
                attacks.add(read(group.getFileName() + "/" + each.getFileName(), each));
            }
        }
        return attacks;
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Attack read(String name, Path path) {
        List<SourceFile> files = filesOf(path);
        Set<String> expected = new TreeSet<>();
        for (SourceFile file : files) {
            Matcher matcher = EXPECTATION.matcher(file.text());
            if (matcher.lookingAt()) {
                expected.addAll(List.of(matcher.group(1).strip().split(", ")));
            }
        }
        if (expected.isEmpty()) {
            throw new IllegalStateException(name + " does not say in a first line how it may end");
        }
        return new Attack(name, files, expected);
    }

    private static List<SourceFile> filesOf(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(new SourceFile(String.valueOf(path.getFileName()), bytes(path)));
        }
        try (Stream<Path> below = Files.walk(path)) {
            return below.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .map(file -> new SourceFile(path.relativize(file).toString(), bytes(file)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether it is for an interactive problem: a number between 1 and 100 is to be guessed, which is 42. */
    public boolean talks() {
        return name.startsWith(TALKING);
    }

    /** Whether it is meant to look for itself in another box. */
    public boolean runsTwiceAtOnce() {
        return name.startsWith(TOGETHER);
    }

    /**
     * The language that it is in.
     *
     * @param byExtension languages by the extensions of their files
     */
    public <T> T language(Map<String, T> byExtension) {
        return files.stream()
                .flatMap(file -> Stream.ofNullable(byExtension.get(extension(file.path()))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no language for " + name));
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
