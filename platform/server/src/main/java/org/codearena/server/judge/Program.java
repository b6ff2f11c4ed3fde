package org.codearena.server.judge;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;

/** Source files in a language: what is to be judged. */
public record Program(Language language, List<SourceFile> files, Optional<String> entryPoint) {
    public Program {
        files = List.copyOf(files);
    }
}
