package org.codearena.services;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the installed programs we start. */
final class Programs {
    /** Where distributions put servers; a person's PATH often lacks the sbin directories. */
    private static final List<String> USUAL =
            List.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin");

    private Programs() {}

    static Path need(String program, String debianPackage) {
        return find(program)
                .orElseThrow(() -> new ServiceException("%s is not installed (looked in %s): install the package %s"
                        .formatted(program, String.join(", ", directories()), debianPackage)));
    }

    static Optional<Path> find(String program) {
        return directories().stream()
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Set<String> directories() {
        var directories = new LinkedHashSet<>(USUAL);
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(entry -> entry.startsWith("/"))
                .forEach(directories::add);
        return directories;
    }
}
