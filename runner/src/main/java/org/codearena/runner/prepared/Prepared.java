package org.codearena.runner.prepared;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.codearena.runner.tree.Tree;

/**
 * The directory of prepared things. A version counts only once its marker, outside of what boxes see, is on disk; the
 * marker is removed before the directory is touched, so a crash between can only cost a preparation. The system puts a
 * directory only in the place of an empty one, so {@link #swap} leaves a moment with nothing there: the caller sees to it
 * that no box runs meanwhile. Not safe for use by several threads.
 */
public final class Prepared {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z0-9][a-z0-9+._-]{0,31}");
    private static final int MAX_VERSION_LENGTH = 500;

    private final Path directory;
    private final Path versions;
    private final Path making;

    /**
     * @param directory what boxes see at {@code /prepared}
     * @param versions the markers
     * @param making on the same file system as the directory; for what is not whole yet or not used any more
     */
    public Prepared(Path directory, Path versions, Path making) {
        this.directory = directory;
        this.versions = versions;
        this.making = making;
    }

    /**
     * Refuses bad names.
     *
     * @throws IllegalArgumentException where language or version cannot be a name here
     */
    public void check(String language, String version) {
        if (!LANGUAGE.matcher(language).matches()) {
            throw new IllegalArgumentException(
                    "language '" + language.replaceAll("\\p{Cntrl}", "?")
                            + "' is not allowed: it must be 1 to 32 lower-case letters, digits or one of '+._-' after the first");
        }
        if (version.isEmpty() || version.length() > MAX_VERSION_LENGTH) {
            throw new IllegalArgumentException(
                    "version has " + version.length() + " characters, allowed are 1 to " + MAX_VERSION_LENGTH);
        }
    }

    /** Whether boxes see this version. */
    public boolean has(String language, String version) throws IOException {
        Path marker = versions.resolve(language);
        return Files.exists(marker)
                && Files.isDirectory(directory.resolve(language))
                && Files.readString(marker).equals(version);
    }

    /** The version of each language that boxes see; may be asked for at any time. */
    public Map<String, String> versions() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (DirectoryStream<Path> markers = Files.newDirectoryStream(versions)) {
            for (Path marker : markers) {
                found.put(marker.getFileName().toString(), versionIn(marker));
            }
        }
        return found;
    }

    /** What is being replaced at this moment has a version that it never has again. */
    private static String versionIn(Path marker) throws IOException {
        try {
            return Files.readString(marker);
        } catch (NoSuchFileException swapped) {
            return "until " + System.nanoTime();
        }
    }

    /** Makes sure that there is a directory for a box to write over: the box mounts there, on a directory that exists. */
    public void makePlace(String language) throws IOException {
        Tree.at(directory.resolve(language));
    }

    /** An empty tree for what a preparation makes; give it to {@link #swap} or close it. */
    public Draft draft(String language) throws IOException {
        Path place = making.resolve("prepared-" + language);
        Tree tree = Tree.at(place);
        tree.clear();
        return new Draft(tree);
    }

    /** Shows a whole tree in place of what was there. No box may run while this is done. */
    public void swap(String language, String version, Draft made) throws IOException {
        made.tree.force();
        Path place = directory.resolve(language);
        Files.deleteIfExists(versions.resolve(language));
        Tree.at(place).clear();
        Files.move(made.tree.root(), place, StandardCopyOption.ATOMIC_MOVE);
        mark(language, version);
    }

    private void mark(String language, String version) throws IOException {
        Path fresh = making.resolve("version-" + language);
        Files.writeString(fresh, version, StandardCharsets.UTF_8);
        force(fresh);
        force(directory);
        Files.move(
                fresh, versions.resolve(language), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What a preparation is making. Closing it removes what was not swapped in. */
    public record Draft(Tree tree) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (Files.exists(tree.root())) {
                tree.delete();
            }
        }
    }
}
