package org.codearena.lang.cpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.WorkspaceCommands;

/**
 * Those of a program's files that are compiled; each is in C or in C++.
 *
 * @param c the paths of those in C
 * @param cpp the paths of those in C++
 */
record Sources(List<String> c, List<String> cpp) {
    private static final Pattern IN_C = Pattern.compile(".*\\.c");
    private static final Pattern IN_CPP = Pattern.compile(".*\\.(cpp|cc|cxx|c\\+\\+|cp|C)");

    private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*(?s:.*?)\\*/");
    private static final Pattern MAIN = Pattern.compile("\\bmain\\s*\\([^;]*?\\)[^;]*?\\{");

    /** GCC would take these for an option, or for a file of options. */
    private static final Pattern MISTAKEN = Pattern.compile("[-@].*");

    Sources {
        c = List.copyOf(c);
        cpp = List.copyOf(cpp);
    }

    /** Of a program in C. */
    static Sources ofC(PlanRequest files) throws SourcesRefusedException {
        List<String> named = named(files, IN_C);
        return new Sources(named.isEmpty() ? List.of(only(files, ".c")) : named, List.of());
    }

    /**
     * Of a program in C++. Files that end in {@code .c} are in C where they lie beside sources in C++, and in C++ where they
     * are all there is.
     */
    static Sources ofCpp(PlanRequest files) throws SourcesRefusedException {
        List<String> cpp = named(files, IN_CPP);
        List<String> c = named(files, IN_C);
        if (!cpp.isEmpty()) {
            return new Sources(c, cpp);
        }
        return new Sources(List.of(), c.isEmpty() ? List.of(only(files, ".cpp")) : c);
    }

    private static List<String> named(PlanRequest files, Pattern names) {
        return files.files().stream()
                .map(SourceFile::path)
                .filter(names.asMatchPredicate())
                .toList();
    }

    /** The only file is a source whatever it is called. */
    private static String only(PlanRequest files, String usual) throws SourcesRefusedException {
        if (files.files().size() > 1) {
            throw new SourcesRefusedException("no file ends in " + usual + ": " + files.paths());
        }
        return files.files().getFirst().path();
    }

    /**
     * What the compiling script is told: the entry point, or nothing, and each source after its language.
     *
     * @throws SourcesRefusedException when the entry point is none of the sources
     */
    List<String> arguments(PlanRequest files) throws SourcesRefusedException {
        String entry = files.entryFile().map(SourceFile::path).orElse("");
        if (!entry.isEmpty() && !c.contains(entry) && !cpp.contains(entry)) {
            throw new SourcesRefusedException("the entry point '" + entry + "' is not a source file: " + files.paths());
        }
        List<String> arguments = new ArrayList<>(List.of(unmistakable(entry)));
        c.forEach(path -> arguments.addAll(List.of("c", unmistakable(path))));
        cpp.forEach(path -> arguments.addAll(List.of("c++", unmistakable(path))));
        return arguments;
    }

    /**
     * Those of one program: as the compiling script finds it, but told by the text, as nothing is compiled yet. A comment that
     * speaks of {@code main()} misleads this, and whoever sees the command can put it right.
     *
     * @throws SourcesRefusedException when it is unclear which program is meant
     */
    Sources meant(PlanRequest files) throws SourcesRefusedException {
        Optional<String> named = files.entryFile().map(SourceFile::path);
        List<String> starting = Stream.concat(c.stream(), cpp.stream())
                .filter(path -> files.file(path).filter(Sources::definesMain).isPresent())
                .toList();
        if (starting.size() < 2) {
            return this;
        }
        List<String> usual =
                starting.stream().filter(path -> path.startsWith("main.")).toList();
        String entry = named.or(() -> usual.stream().findFirst())
                .orElseThrow(() -> new SourcesRefusedException("which program is meant is unclear, main is defined in "
                        + String.join(", ", starting) + ": name one of them as the entry point"));
        return new Sources(without(starting, entry, c), without(starting, entry, cpp));
    }

    private static List<String> without(List<String> starting, String entry, List<String> paths) {
        return paths.stream()
                .filter(path -> path.equals(entry) || !starting.contains(path))
                .toList();
    }

    private static boolean definesMain(SourceFile file) {
        return MAIN.matcher(COMMENT.matcher(file.text()).replaceAll(" ")).find();
    }

    /** The command that compiles and links all of them, to the program that compilers make unless they are told otherwise. */
    WorkspaceCommands commands(String compiler, String standard) {
        List<String> build = new ArrayList<>(List.of(compiler, standard, "-O2", "-g", "-Wall", "-iquote", "."));
        cpp.forEach(path -> add(build, "c++", IN_CPP.matcher(path).matches(), path));
        c.forEach(path ->
                add(build, "c", compiler.equals("gcc") && IN_C.matcher(path).matches(), path));
        build.add("-lm");
        return new WorkspaceCommands(build, List.of("./a.out"));
    }

    private static void add(List<String> build, String language, boolean clear, String path) {
        if (clear) {
            build.add(unmistakable(path));
        } else {
            build.addAll(List.of("-x", language, unmistakable(path), "-x", "none"));
        }
    }

    private static String unmistakable(String path) {
        return MISTAKEN.matcher(path).matches() ? "./" + path : path;
    }
}
