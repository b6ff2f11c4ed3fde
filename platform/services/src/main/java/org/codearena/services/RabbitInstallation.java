package org.codearena.services;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The installed RabbitMQ. Debian's own command is of no use to us: it insists on the user rabbitmq and the machine's
 * directories, so we look for what it wraps.
 */
record RabbitInstallation(Path directory) {
    private static final Path PACKAGED = Path.of("/usr/lib/rabbitmq/lib");
    private static final String SERVER = "sbin/rabbitmq-server";

    /** What the broker starts with, and what it starts before that. */
    private static final List<String> BROKER = List.of("rabbit", "rabbitmq_prelaunch");

    private static final Pattern DEPENDENCIES = Pattern.compile("\\{\\s*applications\\s*,\\s*\\[([^\\]]*)]");

    static RabbitInstallation find() {
        return newestPackaged()
                .or(RabbitInstallation::onPath)
                .orElseThrow(() -> new ServiceException(
                        "RabbitMQ is not installed (looked in %s and for rabbitmq-server on the path): install the package rabbitmq-server"
                                .formatted(PACKAGED)));
    }

    Path server() {
        return directory.resolve(SERVER);
    }

    /**
     * Fills a directory with links to the libraries the broker is made of. The others belong to plugins that nobody
     * enabled, but looking through them takes two seconds of each start.
     */
    void linkNeededPlugins(Path target) {
        try {
            Home.deleteTree(target);
            Files.createDirectory(target);
            for (Path library : needed()) {
                Files.createSymbolicLink(target.resolve(library.getFileName()), library);
            }
        } catch (IOException failed) {
            throw new ServiceException(
                    "cannot link the libraries of RabbitMQ in %s to %s: %s".formatted(directory, target, failed),
                    failed);
        }
    }

    /** The broker's libraries, found by following the descriptions that each of them carries. */
    private Collection<Path> needed() throws IOException {
        Map<String, Path> all = libraries();
        Map<String, Path> needed = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(BROKER);
        while (!open.isEmpty()) {
            String name = open.pop();
            Path library = all.get(name);
            // What is not among them belongs to Erlang itself.
            if (library != null && needed.putIfAbsent(name, library) == null) {
                open.addAll(dependencies(library.resolve("ebin").resolve(name + ".app")));
            }
        }
        return needed.containsKey("rabbit") ? needed.values() : all.values();
    }

    private Map<String, Path> libraries() throws IOException {
        var libraries = new HashMap<String, Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.resolve("plugins"))) {
            for (Path entry : entries) {
                libraries.put(entry.getFileName().toString().replaceFirst("-[0-9].*", ""), entry);
            }
        }
        return libraries;
    }

    private static List<String> dependencies(Path description) throws IOException {
        Matcher matcher = DEPENDENCIES.matcher(Files.readString(description));
        return matcher.find()
                ? Stream.of(matcher.group(1).split(",", -1))
                        .map(name -> name.strip().replace("'", ""))
                        .toList()
                : List.of();
    }

    private static Optional<RabbitInstallation> newestPackaged() {
        if (!Files.isDirectory(PACKAGED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PACKAGED)) {
            return versions.map(RabbitInstallation::new)
                    .filter(RabbitInstallation::isWhole)
                    .max(Comparator.comparing(installation -> installation.directory.toString()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<RabbitInstallation> onPath() {
        return Programs.find("rabbitmq-server")
                .flatMap(RabbitInstallation::around)
                .filter(RabbitInstallation::isWhole);
    }

    /** The installation that a start script, or a link to one, belongs to. */
    private static Optional<RabbitInstallation> around(Path script) {
        try {
            return Optional.ofNullable(script.toRealPath().getParent())
                    .map(Path::getParent)
                    .map(RabbitInstallation::new);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private boolean isWhole() {
        return Files.isExecutable(server()) && Files.isDirectory(directory.resolve("plugins"));
    }
}
