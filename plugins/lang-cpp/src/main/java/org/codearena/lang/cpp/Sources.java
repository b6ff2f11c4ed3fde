package org.codearena.lang.cpp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;

/**
 * Those of a program's files that are compiled; each is in C or in C++.
 *
 * @param c the paths of those in C
 * @param cpp the paths of those in C++
 */
record Sources(List<String> c, List<String> cpp) {
    private static final Pattern IN_C = Pattern.compile(".*\\.c");
    private static final Pattern IN_CPP = Pattern.compile(".*\\.(cpp|cc|cxx|c\\+\\+|cp|C)");

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

    private static String unmistakable(String path) {
        return MISTAKEN.matcher(path).matches() ? "./" + path : path;
    }
}
