package org.codearena.server.workspace.orchestrator.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The disks of projects, as files of a directory. A disk's name says whose it is and under which user its files are, so that it
 * can be taken up by whoever finds it. Where images cannot be mounted, a room keeps a directory beside the image's name instead;
 * both are a disk here.
 */
final class Disks {
    private static final String IMAGE = ".img";
    /** What a room adds to an image's name where it keeps a directory instead. */
    private static final String AS_DIRECTORY = ".d";

    private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})-([0-9]{1,10})\\.img(\\.d)?");

    private final Path directory;

    Disks(Path directory) throws IOException {
        this.directory = Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /**
     * A project's disk.
     *
     * @param image the name that the room is given; the disk may be the directory beside it
     * @param uid whose files are on it
     */
    record Disk(UUID project, Path image, int uid) {}

    Optional<Disk> of(UUID project) {
        return all().stream().filter(disk -> disk.project().equals(project)).findFirst();
    }

    Set<Disk> all() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> NAME.matcher(entry.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(this::disk)
                    .collect(Collectors.toSet());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Disk disk(Matcher name) {
        return named(UUID.fromString(name.group(1)), Integer.parseInt(name.group(2)));
    }

    Disk named(UUID project, int uid) {
        return new Disk(project, directory.resolve(project + "-" + uid + IMAGE), uid);
    }

    /** Gives a disk that was nobody's to a project, in one step, while a room uses it. */
    Disk give(Path image, UUID project, int uid) throws IOException {
        Disk given = named(project, uid);
        Path from = Files.exists(image) ? image : asDirectory(image);
        Path to = from.equals(image) ? given.image() : asDirectory(given.image());
        Files.move(from, to, ATOMIC_MOVE);
        return given;
    }

    void delete(Path image) throws IOException {
        Files.deleteIfExists(image);
        deleteTree(asDirectory(image));
    }

    private static Path asDirectory(Path image) {
        return image.resolveSibling(image.getFileName() + AS_DIRECTORY);
    }

    /** What a stranger made is in it, so no link in it is followed; nobody lives there any more who could change it. */
    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
