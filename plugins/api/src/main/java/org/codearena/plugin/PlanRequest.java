package org.codearena.plugin;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;

/**
 * What a plan is made of.
 *
 * @param files at least one, paths already checked
 * @param entryPoint the path of the file, or the name of the class, to start with; absent where the language must find it
 * @param memoryBytes what the problem allows the program, without the language's allowance
 */
public record PlanRequest(List<SourceFile> files, Optional<String> entryPoint, long memoryBytes) {
    private static final int PATHS_SHOWN = 10;

    public PlanRequest {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a plan needs at least one file");
        }
    }

    /** The file at this path, if there is one. */
    public Optional<SourceFile> file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /**
     * The file that the entry point names, for languages where an entry point is always a file.
     *
     * @throws SourcesRefusedException when it names none
     */
    public Optional<SourceFile> entryFile() throws SourcesRefusedException {
        if (entryPoint.isEmpty()) {
            return Optional.empty();
        }
        String path = entryPoint.get();
        return Optional.of(file(path)
                .orElseThrow(() -> new SourcesRefusedException(
                        "the entry point '" + path + "' is none of the files: " + paths())));
    }

    /**
     * This request without the files whose names end so: what is not a source in the language, such as bytecode.
     *
     * @throws SourcesRefusedException when no file is left
     */
    public PlanRequest without(String... endings) throws SourcesRefusedException {
        List<SourceFile> sources = files.stream()
                .filter(file -> Stream.of(endings).noneMatch(file.path()::endsWith))
                .toList();
        if (sources.isEmpty()) {
            throw new SourcesRefusedException("there is no source file: " + paths());
        }
        return new PlanRequest(sources, entryPoint, memoryBytes);
    }

    /** The path as an argument that no command takes for an option. */
    public static String argument(String path) {
        return path.startsWith("-") || path.startsWith("@") ? "./" + path : path;
    }

    /** The paths of the files, for a message: all of them, or the first ones and how many more there are. */
    public String paths() {
        String first = files.stream().limit(PATHS_SHOWN).map(SourceFile::path).collect(Collectors.joining(", "));
        int more = files.size() - PATHS_SHOWN;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
