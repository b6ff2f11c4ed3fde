package org.codearena.plugin;

import java.util.List;
import org.codearena.contract.Limits;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;

/**
 * Made once per toolchain, in a box: the step sees {@code files} at {@code /box} and writes to
 * {@code /prepared/LANGUAGE}, where later steps of the language find it, read-only.
 *
 * @param version changes when the files or the step change; the toolchain's own version is added by the platform
 */
public record Preparation(String version, List<SourceFile> files, Step step, Limits limits) {
    public Preparation {
        files = List.copyOf(files);
    }
}
