package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the build leaves to be run: {@code lib/} with the server's jars, {@code runner/} with the runner's,
 * {@code bin/box}, and {@code plugins/}.
 */
record AppLayout(Path root) {
    /** Set by the launcher. */
    private static final String PROPERTY = "codearena.app";

    private static final String HOME_PROPERTY = "codearena.home";

    static AppLayout ofThisProcess() {
        String root = System.getProperty(PROPERTY);
        if (root == null) {
            throw new FailureException("the property " + PROPERTY + " is not set: start CodeArena by ./codearena");
        }
        return new AppLayout(Path.of(root).toAbsolutePath().normalize());
    }

    Path plugins() {
        return existing("plugins");
    }

    /** The files of the example of a language plugin. */
    Path example() {
        return existing("example");
    }

    /** The jar of this module among the server's. */
    Path jar(String module) {
        try (Stream<Path> jars = Files.list(existing("lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(module + "-"))
                    .findFirst()
                    .orElseThrow(() -> new FailureException("there is no " + module + " in " + root.resolve("lib")));
        } catch (IOException failed) {
            throw new FailureException("cannot read " + root.resolve("lib") + ": " + failed, failed);
        }
    }

    /** The problem packages that the platform ships, where they are beside the launcher. */
    Optional<Path> problems() {
        return Optional.of(Path.of(System.getProperty(HOME_PROPERTY, "."), "platform", "problems"))
                .filter(Files::isDirectory);
    }

    Path box() {
        return existing("bin/box");
    }

    /** The program that makes the rooms of sessions. */
    Path room() {
        return existing("bin/room");
    }

    /** The runner's class path: jars alone, as a cache of classes is refused where there is a directory among them. */
    String runnerClassPath() {
        try (Stream<Path> files = Files.list(existing("runner"))) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(":"));
        } catch (IOException failed) {
            throw new FailureException("cannot read " + root.resolve("runner") + ": " + failed, failed);
        }
    }

    private Path existing(String name) {
        Path path = root.resolve(name);
        if (!Files.exists(path)) {
            throw new FailureException(path + " is missing: the build was interrupted; remove " + root
                    + " and start ./codearena again, which builds it");
        }
        return path;
    }
}
