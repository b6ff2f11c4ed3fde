package org.codearena.runner.tree;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory whose whole content the runner itself wrote: regular files that anybody may read and nobody may write,
 * in directories that anybody may search. Not safe for use by several threads at once.
 *
 * @param root the directory; it exists
 */
public record Tree(Path root) {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("r--r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("r-xr-xr-x");

    /** Makes the directory if it is not there, searchable for everyone. */
    public static Tree at(Path root) throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, DIRECTORY);
        return new Tree(root);
    }

    /**
     * Lets nobody in but the owner and one group. Only root can give a directory to a group it is not in; where this is
     * not root, the directory above keeps others out.
     */
    public void reserveFor(int group) throws IOException {
        if (isRoots(root)) {
            Files.setAttribute(root, "unix:gid", group);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
        }
    }

    /** Whether a file belongs to root. */
    public static boolean isRoots(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid").equals(0);
    }

    /**
     * Adds one file.
     *
     * @return how many bytes it has
     */
    public long add(RelativePath path, InputStream content, boolean executable) throws IOException {
        Path file = place(path);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.transferTo(out);
        }
        Files.setPosixFilePermissions(file, executable ? EXECUTABLE : FILE);
        return Files.size(file);
    }

    /** Gives a file the time of its last change; the JVM compares it with what it noted in its archives. */
    public void setModified(RelativePath path, Instant time) throws IOException {
        Files.setLastModifiedTime(resolve(path), FileTime.from(time));
    }

    /** Adds every file of another tree on the same file system, as a hard link: nothing is copied. */
    public void link(Tree other) throws IOException {
        try (Stream<Path> found = Files.walk(other.root)) {
            for (Path source : (Iterable<Path>) found::iterator) {
                Path target = root.resolve(other.root.relativize(source).toString());
                if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
                    makeDirectory(target);
                } else {
                    Files.createLink(target, source);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Puts a hard link to a file in the place of what is there.
     *
     * @throws IllegalArgumentException where that is a directory, or would lie below a file
     */
    public void cover(RelativePath path, Path file) throws IOException {
        for (int length = 1; length < path.parts().size(); length++) {
            Path above = resolve(new RelativePath(path.parts().subList(0, length)));
            if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalArgumentException("path '" + path + "' lies below a file of the program");
            }
        }
        Path target = place(path);
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("path '" + path + "' is a directory of the program");
        }
        Files.deleteIfExists(target);
        Files.createLink(target, file);
    }

    /** Makes a path again what it is in another tree on the same file system. */
    public void uncover(RelativePath path, Tree original) throws IOException {
        Path target = resolve(path);
        Files.deleteIfExists(target);
        if (Files.exists(original.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            Files.createLink(target, original.resolve(path));
        }
        for (int length = path.parts().size() - 1; length > 0; length--) {
            RelativePath above = new RelativePath(path.parts().subList(0, length));
            if (Files.exists(original.resolve(above), LinkOption.NOFOLLOW_LINKS) || !isEmpty(resolve(above))) {
                return;
            }
            Files.delete(resolve(above));
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    /** Removes everything in the directory, but not the directory. */
    public void clear() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                delete(entry);
            }
        }
    }

    /** Removes the directory and everything in it. */
    public void delete() throws IOException {
        delete(root);
    }

    /** Waits until the disk has every file, so that a name given to the tree later never stands for half of it. */
    public void force() throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            for (Path path : (Iterable<Path>) found::iterator) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Path place(RelativePath path) throws IOException {
        Path directory = root;
        for (String part : path.parts().subList(0, path.parts().size() - 1)) {
            directory = directory.resolve(part);
            makeDirectory(directory);
        }
        return resolve(path);
    }

    private Path resolve(RelativePath path) {
        return root.resolve(path.toString());
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory);
            Files.setPosixFilePermissions(directory, DIRECTORY);
        }
    }

    private static void delete(Path start) throws IOException {
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
