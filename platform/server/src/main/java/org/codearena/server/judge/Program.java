package org.codearena.server.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;

/**
 * Source files in a language: what is to be judged.
 *
 * @param likelyEntry what to start where nothing is named and the language cannot tell
 */
public record Program(
        Language language, List<SourceFile> files, Optional<String> entryPoint, Optional<String> likelyEntry) {
    public Program {
        files = List.copyOf(files);
    }

    /** A program of one file is started with it, whatever else a problem adds. */
    public Program(Language language, List<SourceFile> files, Optional<String> entryPoint) {
        this(
                language,
                files,
                entryPoint,
                files.size() == 1 ? Optional.of(files.getFirst().path()) : Optional.empty());
    }

    /** The same, started with the first of its sources where nobody says which, as other judges do with a package's own. */
    Program startedByFirst() {
        Optional<String> first = files.stream()
                .map(SourceFile::path)
                .filter(path -> language.extensions().contains(path.substring(path.lastIndexOf('.') + 1)))
                .sorted()
                .findFirst();
        return new Program(language, files, entryPoint, first);
    }

    /** The same with files that a problem adds, which replace those of the same name. */
    Program with(List<SourceFile> added, long memoryBytes) {
        List<SourceFile> all = new ArrayList<>(files);
        for (SourceFile file : added) {
            all.removeIf(own -> own.path().equals(file.path()));
            all.add(file);
        }
        boolean clear = entryPoint.isPresent() || isClear(all, memoryBytes);
        return new Program(language, all, clear ? entryPoint : likelyEntry, likelyEntry);
    }

    private boolean isClear(List<SourceFile> all, long memoryBytes) {
        try {
            language.plan(new PlanRequest(all, Optional.empty(), memoryBytes));
            return true;
        } catch (SourcesRefusedException refused) {
            return false;
        }
    }
}
