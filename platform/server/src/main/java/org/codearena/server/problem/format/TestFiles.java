package org.codearena.server.problem.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of each test, by its name and their endings. */
final class TestFiles {
    /** Endings of a test's files, those that end like another one first. */
    private static final List<String> ENDINGS = List.of(
            ".in.statement",
            ".ans.statement",
            ".in.download",
            ".ans.download",
            ".interaction",
            ".in",
            ".ans",
            ".out",
            ".yaml",
            ".hint",
            ".desc",
            ".png",
            ".jpg",
            ".jpeg",
            ".svg");

    /** A directory of this ending holds files that a test's submission finds beside itself. */
    static final String BESIDE = ".files";

    private final SortedMap<String, Map<String, PackageFile>> byTest = new TreeMap<>(Names.ORDER);
    private final Map<String, SortedMap<String, PackageFile>> beside = new HashMap<>();

    /** Takes a file below {@code data}; answers whether it is one of a test. */
    boolean add(PackageFile file) {
        String inside = file.path().substring("data/".length());
        int at = inside.indexOf(BESIDE + "/");
        if (at >= 0) {
            String path = inside.substring(at + BESIDE.length() + 1);
            beside.computeIfAbsent(inside.substring(0, at), _ -> new TreeMap<>())
                    .put(path, file);
            return true;
        }
        Optional<String> ending =
                ENDINGS.stream().filter(each -> file.name().endsWith(each)).findFirst();
        ending.ifPresent(each -> byTest.computeIfAbsent(
                        inside.substring(0, inside.length() - each.length()), _ -> new HashMap<>())
                .put(each, file));
        return ending.isPresent();
    }

    /** The tests' files by their endings, in the order of the tests; one without an input is no test. */
    SortedMap<String, Map<String, PackageFile>> byTest() {
        return byTest;
    }

    /** What lies beside a submission that runs on this test, by path. */
    Map<String, PackageFile> beside(String test) {
        return beside.getOrDefault(test, new TreeMap<>());
    }

    /** Names of tests with such files. */
    Iterable<String> withFilesBeside() {
        return beside.keySet();
    }

    static Optional<PackageFile> first(Map<String, PackageFile> files, String... endings) {
        for (String ending : endings) {
            if (files.containsKey(ending)) {
                return Optional.of(files.get(ending));
            }
        }
        return Optional.empty();
    }
}
