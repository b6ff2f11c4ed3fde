package org.codearena.plugin;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.SourceFile;

/**
 * What a plan is made of.
 *
 * @param files at least one, paths already checked
 * @param entryPoint the path of the file, or the name of the class, to start with; absent where the language must find it
 * @param memoryBytes what the problem allows the program, without the language's allowance
 */
public record PlanRequest(List<SourceFile> files, Optional<String> entryPoint, long memoryBytes) {
    public PlanRequest {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a plan needs at least one file");
        }
    }
}
