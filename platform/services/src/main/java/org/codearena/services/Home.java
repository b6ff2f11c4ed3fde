package org.codearena.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The directory under which all services keep everything: {@code NAME/} for the data, port and password of each,
 * {@code log/} and {@code run/} (the marks of running processes) shared by all.
 */
public record Home(Path root) {
    /**
     * Below the range the kernel hands out for outgoing connections, so that a port kept for the next start is not
     * taken by a passing connection meanwhile.
     */
    private static final int LOWEST_PORT = 20_000;

    private static final int PORTS = 12_000;

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public Path log() {
        return directory("log");
    }

    public Path run() {
        return directory("run");
    }

    /** The marks of the processes that were started in this home, by name; they may have ended meanwhile. */
    public Map<String, ProcessMark> marks() {
        var marks = new TreeMap<String, ProcessMark>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(run(), "*" + ProcessMark.SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                ProcessMark.read(file)
                        .ifPresent(mark ->
                                marks.put(name.substring(0, name.length() - ProcessMark.SUFFIX.length()), mark));
            }
            return marks;
        } catch (IOException failed) {
            throw new ServiceException("cannot list " + run() + ": " + failed, failed);
        }
    }

    Path markFile(String name) {
        return run().resolve(name + ProcessMark.SUFFIX);
    }

    /** How the last process of that name ended; empty where none has yet. */
    public Optional<ProcessEnd> lastEnd(String name) {
        return ProcessEnd.read(endFile(name));
    }

    Path endFile(String name) {
        return run().resolve(name + ProcessEnd.SUFFIX);
    }

    /** A directory of ours, made if it is missing, for our user alone. */
    public Path directory(String name) {
        Path directory = root.resolve(name);
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return directory;
        } catch (FileAlreadyExistsException other) {
            throw new ServiceException(directory + " is in the way: it must be a directory", other);
        } catch (IOException failed) {
            throw new ServiceException("cannot make the directory " + directory + ": " + failed, failed);
        }
    }

    /** The password kept in {@code NAME/WHAT}, generated the first time; only our user may read the file. */
    public String secret(String name, String what) {
        Path file = directory(name).resolve(what);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            String secret = HexFormat.of().formatHex(bytes);
            writeWhole(file, secret + "\n");
            return secret;
        } catch (IOException failed) {
            throw new ServiceException("cannot read " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** The port kept in {@code NAME/WHAT}; another one is chosen and kept the first time and when that one is taken. */
    public int port(String name, String what) {
        Path file = directory(name).resolve(what);
        try {
            if (Files.exists(file)) {
                int kept = Integer.parseInt(Files.readString(file).strip());
                if (isFree(kept)) {
                    return kept;
                }
            }
            int chosen = freePort();
            writeWhole(file, chosen + "\n");
            return chosen;
        } catch (IOException | NumberFormatException failed) {
            throw new ServiceException("cannot read " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** So many different ports, kept in {@code NAME/WHAT}; all are chosen anew when one is taken or there are too few. */
    public List<Integer> ports(String name, String what, int count) {
        Path file = directory(name).resolve(what);
        try {
            if (Files.exists(file)) {
                List<Integer> kept =
                        Files.readString(file).lines().map(Integer::valueOf).toList();
                if (kept.size() >= count && kept.stream().limit(count).allMatch(Home::isFree)) {
                    return kept.subList(0, count);
                }
            }
            List<Integer> chosen = freePorts().distinct().limit(count).boxed().toList();
            if (chosen.size() < count) {
                throw noneFree();
            }
            writeWhole(file, chosen.stream().map(port -> port + "\n").collect(Collectors.joining()));
            return chosen;
        } catch (IOException | NumberFormatException failed) {
            throw new ServiceException("cannot read " + file + ": " + failed.getMessage(), failed);
        }
    }

    static int freePort() {
        return freePorts().findFirst().orElseThrow(Home::noneFree);
    }

    private static IntStream freePorts() {
        RandomGenerator random = RandomGenerator.getDefault();
        return IntStream.generate(() -> LOWEST_PORT + random.nextInt(PORTS))
                .limit(1_000)
                .filter(Home::isFree);
    }

    private static ServiceException noneFree() {
        return new ServiceException("not enough free ports on 127.0.0.1 between " + LOWEST_PORT + " and "
                + (LOWEST_PORT + PORTS) + " in 1000 tries");
    }

    static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    static Optional<String> readIfThere(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new ServiceException("cannot read " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** Replaces a file so that a reader, or we after a crash, see the old text or the new one and nothing between. */
    public static void writeWhole(Path file, String text) {
        Path part = file.resolveSibling(
                file.getFileName() + ".part-" + ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.UTF_8.encode(text));
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new ServiceException("cannot write " + file + ": " + failed, failed);
        }
    }

    /** Deletes a directory, if it is there, with all that is in it; links are removed, never followed. */
    public static void deleteTree(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(directory);
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                deleteTree(child);
            }
        }
        Files.deleteIfExists(directory);
    }
}
